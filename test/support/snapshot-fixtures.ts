import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../../src/organization/domain/snapshot';

export function organizationFixture(name: 'saas' | 'fintech'): Snapshot {
  return JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', name, 'organization.json'), 'utf8'));
}

export function changedSaas(changes: Partial<Snapshot> = {}): Snapshot {
  return { ...organizationFixture('saas'), ...changes };
}

/** The fixture as the command writes it: its lists sorted, everything else as it stands in the file. */
export function sortedFixture(name: 'saas' | 'fintech'): Snapshot {
  const fixture = organizationFixture(name);
  const by = <T>(list: readonly T[], id: (item: T) => string) => [...list].sort((a, b) => id(a) < id(b) ? -1 : 1);
  return {
    ...fixture,
    Roots: fixture.Roots.map((root) => ({ ...root, PolicyTypes: by(root.PolicyTypes, ({ Type }) => Type) })),
    OrganizationalUnits: by(fixture.OrganizationalUnits, ({ Id }) => Id),
    Accounts: by(fixture.Accounts, ({ Id }) => Id).map((account) => ({ ...account, Tags: by(account.Tags ?? [], ({ Key }) => Key) })),
    Policies: by(fixture.Policies, ({ PolicySummary }) => PolicySummary.Id)
      .map((policy) => ({ ...policy, Targets: by(policy.Targets, ({ TargetId }) => TargetId) })),
    DelegatedAdministrators: by(fixture.DelegatedAdministrators, ({ Id }) => Id)
      .map((delegate) => ({ ...delegate, DelegatedServices: by(delegate.DelegatedServices, ({ ServicePrincipal }) => ServicePrincipal) })),
    EnabledServicePrincipals: by(fixture.EnabledServicePrincipals, ({ ServicePrincipal }) => ServicePrincipal),
  };
}
