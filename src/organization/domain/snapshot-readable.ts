import type { Snapshot, SnapshotIdentityCenter } from './snapshot';
import { ACCESS_MEMBERS } from './snapshot-access';

/** The parts that can be looked at further even when other parts are malformed. */
export function readable(raw: unknown): Snapshot {
  const source = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const policies = objects(source.Policies).filter((policy) => typeof policy.PolicySummary === 'object' && policy.PolicySummary !== null);
  return {
    ...source,
    Roots: objects(source.Roots),
    OrganizationalUnits: objects(source.OrganizationalUnits),
    Accounts: objects(source.Accounts),
    Policies: policies.map((policy) => ({ ...policy, Targets: objects(policy.Targets) })),
    DelegatedAdministrators: objects(source.DelegatedAdministrators),
    IdentityCenter: readableAccess(source.IdentityCenter),
  } as unknown as Snapshot;
}

function readableAccess(center: unknown): SnapshotIdentityCenter | undefined {
  if (typeof center !== 'object' || center === null) {
    return undefined;
  }
  const lists = ACCESS_MEMBERS.filter((member) => (center as SnapshotIdentityCenter)[member] !== undefined)
    .map((member) => [member, objects((center as SnapshotIdentityCenter)[member])]);
  return { ...center, ...Object.fromEntries(lists) } as SnapshotIdentityCenter;
}

function objects(value: unknown): any[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}
