import type { Elevation } from '../../src/elevation/domain/elevation';
import { requested } from '../../src/elevation/domain/elevation-life';
import type { ElevationRule, ElevationRules } from '../../src/elevation/domain/elevation-rules';
import { strictest } from '../../src/elevation/domain/terms';

export const NOW_MS = Date.UTC(2026, 10, 1);
export const REQUESTER = '00000000-0000-4000-8000-000000000000';
const ACCOUNTS = 200;
const SETS = 8;

export const group = (index: number) => `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
export const account = (index: number) => String(200_000_000_000 + index % ACCOUNTS);
export const permissionSet = (index: number) => `Elevated${index % SETS}`;

/**
 * The same rules every time: each for one of eight sets, thirty of two hundred accounts and two groups, with consent of one group, of every third in two
 * stages, and a pattern for tickets.
 */
export function ruleBook(policies: number): ElevationRules {
  const sets = Array.from({ length: SETS }, (_, index) => ({
    permissionSet: permissionSet(index), name: permissionSet(index), sessionSeconds: 3_600,
    arn: `arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-${String(index).padStart(16, '0')}`,
  }));
  return {
    version: 'bench',
    rules: Array.from({ length: policies }, (_, index) => rule(index)),
    denials: Array.from({ length: 3 }, (_, index) => (
      { name: `denial ${index}`, reason: 'works outside', groups: [group(900 + index)], permissionSets: [], accountIds: [] })),
    sets,
    managementSets: sets.map((set) => ({ ...set, name: `${set.name}-mgmt`, arn: `${set.arn}m` })),
    managementAccountId: '100000000000',
    securityGroups: [group(990)],
  };
}

function rule(index: number): ElevationRule {
  const approvers = { approverGroups: [group(500 + index % 20)], approvals: 1 };
  return {
    name: `policy ${index}`,
    permissionSet: permissionSet(index),
    accountIds: Array.from({ length: 30 }, (_, offset) => account(index * 7 + offset)),
    requesterGroups: [group(index % 40), group(index * 3 % 40)],
    stages: index % 3 === 0 ? [approvers, { approverGroups: [group(520)], approvals: 2 }] : [approvers],
    maxSeconds: 4 * 3_600,
    startWithinSeconds: 7 * 86_400,
    requestExpiresSeconds: 86_400,
    justificationPatterns: [],
    ticketPatterns: ['(CHG|INC)-[0-9]{3,8}'],
    allowOverlap: false,
  };
}

/** Five that are open: of other sets and accounts, so that each is looked at. */
export function openElevations({ rules, sets }: ElevationRules): Elevation[] {
  return Array.from({ length: 5 }, (_, index) => requested({
    id: `00000000-0000-8000-a000-00000000000${index}`, requesterId: REQUESTER, accountId: account(150 + index), set: sets[index], seconds: 3_600,
    justification: 'a deployment went wrong', ticket: 'INC-4711',
    terms: { ...strictest([rules[index]]), rulesVersion: 'bench', ruleNames: [rules[index].name] },
  }, NOW_MS));
}
