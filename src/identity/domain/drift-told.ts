import { findingKey } from './access-drift';
import type { DeployedAccess } from './desired-access';
import type { Finding, Outcome, ToldFinding } from './drift-findings';
import type { Deed } from './drift-scope';
import { type HeldAssignment, deedKey, setName } from './held-access';
import { utf8Bytes } from '../../policy/domain/document';

export interface Telling {
  /** By `findingKey`; a finding without one is reported. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** By `deedKey`. */
  readonly deeds: ReadonlyMap<string, Deed>;
}

/** Findings in the words of the catalogue. */
export function told(findings: readonly Finding[], access: DeployedAccess, { outcomes, deeds }: Telling): ToldFinding[] {
  const accounts = new Map(access.accounts.map(({ id, name }) => [id, name]));
  const groups = new Map(access.groupIds.map((id, index) => [id, access.groups[index]]));
  return findings.map((finding) => ({
    kind: finding.kind,
    permissionSet: setName(access, finding.permissionSetArn) ?? finding.permissionSetArn,
    permissionSetArn: finding.permissionSetArn,
    accountId: finding.accountId,
    accountName: accounts.get(finding.accountId),
    ...(finding.kind === 'outdated' ? {} : {
      principalType: finding.principal.type,
      principalId: finding.principal.id,
      group: groups.get(finding.principal.id),
      made: finding.kind === 'undeclared' ? deeds.get(deedKey(finding, finding.principal.id)) : undefined,
    }),
    outcome: outcomes.get(findingKey(finding)) ?? { kind: 'reported' },
  }));
}

/** Parts of a list that each stay below a size as JSON; a single item above it goes alone. */
export function inParts<T>(items: readonly T[], mostBytes: number): T[][] {
  const parts: T[][] = [];
  let room = 0;
  for (const item of items) {
    const bytes = utf8Bytes(JSON.stringify(item)) + 1;
    if (bytes > room) {
      parts.push([]);
      room = mostBytes;
    }
    parts[parts.length - 1].push(item);
    room -= bytes;
  }
  return parts;
}

export function undeclaredOf(findings: readonly Finding[]): HeldAssignment[] {
  return findings.flatMap((finding) => (finding.kind === 'undeclared'
    ? [{ permissionSetArn: finding.permissionSetArn, accountId: finding.accountId, principal: finding.principal }] : []));
}
