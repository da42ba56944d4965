import fc from 'fast-check';
import { rule, rulesOf } from './door-world';
import type { Asked, RequesterFacts } from '../../src/elevation/domain/decide-request';
import type { ElevationDenial, ElevationRule, ElevationRules } from '../../src/elevation/domain/elevation-rules';

/** The last set of these is not lent, the last account is nobody's, and the first account is that of management. */
export const SETS = ['Administrator', 'DatabaseAdmin', 'Unlent'];
export const ACCOUNTS = ['000000000001', '000000000003', '000000000004', '000000000009'];
export const GROUPS = ['operators', 'developers', 'interns', 'strangers'];
export const NOW_MS = Date.UTC(2026, 10, 1);

const some = (of: readonly string[], least = 0) => fc.subarray([...of], { minLength: least });
const stage = fc.record({ approverGroups: some(['x', 'y', 'z'], 1), approvals: fc.integer({ min: 1, max: 3 }) });

export const aRule: fc.Arbitrary<ElevationRule> = fc.record({
  // by what a name is, rules are put in order; it must not matter else.
  name: fc.integer({ min: 0, max: 10_000_000 }).map((nth) => `rule ${nth}`),
  permissionSet: fc.constantFrom(SETS[0], SETS[0], ...SETS), accountIds: some(ACCOUNTS.slice(0, 3), 1), requesterGroups: some(GROUPS.slice(0, 3), 1),
  stages: fc.array(stage, { maxLength: 2 }), maxSeconds: fc.constantFrom(900, 3_600, 7_200, 43_200),
  startWithinSeconds: fc.constantFrom(0, 3_600, 86_400),
  requestExpiresSeconds: fc.constantFrom(300, 3_600, 86_400), justificationPatterns: fc.constantFrom([], [], ['the .*'], ['.*disk.*'], ['.*network.*']),
  ticketPatterns: fc.constantFrom([], ['[A-Z]+-\\d+'], ['CHG-\\d+']), allowOverlap: fc.boolean(),
});

export const aDenial: fc.Arbitrary<ElevationDenial> = fc.record({
  name: fc.constant('no'), reason: fc.constant('it is not allowed'), groups: some(GROUPS, 1), permissionSets: some(SETS), accountIds: some(ACCOUNTS),
});

const sets = rulesOf().sets;

export const someRules: fc.Arbitrary<ElevationRules> = fc.uniqueArray(aRule, { maxLength: 6, selector: ({ name }) => name })
  .map((rules) => rulesOf(rules, { managementSets: [{ ...sets[0], arn: `${sets[0].arn}-twin`, name: 'Administrator-twin' }] }));

export const anAsked: fc.Arbitrary<Asked> = fc.record({
  permissionSet: fc.constantFrom(SETS[0], SETS[0], ...SETS), accountId: fc.constantFrom(...ACCOUNTS.slice(0, 3), ...ACCOUNTS),
  seconds: fc.constantFrom(900, 900, 1_800, 3_600),
  startsAtMs: fc.constantFrom(undefined, undefined, NOW_MS, NOW_MS + 3_600_000), justification: fc.constantFrom('the disk is full', 'the disk is full', 'the network is down'),
  ticket: fc.constantFrom(undefined, 'CHG-1', 'CHG-1', 'CHG-1', 'INC-7'),
});

export const someFacts: fc.Arbitrary<RequesterFacts> = fc.record({
  requesterId: fc.constant('ann'), enabled: fc.constant(true), groups: some(GROUPS.slice(0, 3), 1), nowMs: fc.constant(NOW_MS), open: fc.constant([]),
});

export interface Changed {
  readonly rule?: Partial<ElevationRule>;
  readonly asked?: Partial<Asked>;
  readonly facts?: Partial<RequesterFacts>;
  readonly denials?: readonly ElevationDenial[];
}

/** A request that one rule gives, and everything about it. */
export function good(change: Changed = {}) {
  const asked: Asked = { permissionSet: 'Administrator', accountId: ACCOUNTS[2], seconds: 3_600, justification: 'the disk is full', ...change.asked };
  const facts: RequesterFacts = { requesterId: 'ann', enabled: true, groups: ['operators'], nowMs: NOW_MS, open: [], ...change.facts };
  return [asked, facts, rulesOf([rule(change.rule)], { denials: change.denials ?? [] })] as const;
}
