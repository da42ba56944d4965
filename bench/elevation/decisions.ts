import { account, group, NOW_MS, openElevations, permissionSet, REQUESTER, ruleBook } from './rule-book';
import { decideConsent } from '../../src/elevation/domain/decide-consent';
import { type Asked, decideRequest } from '../../src/elevation/domain/decide-request';
import { moved } from '../../src/elevation/domain/elevation-life';
import type { ElevationRules } from '../../src/elevation/domain/elevation-rules';

/** No decision may take so long, by the middle of many. */
export const DECISION_MICROSECONDS = 50;

const ASKED = 1_000;
const GROUPS = 12;
const ROUNDS = 9;
const DECISIONS_PER_ROUND = 20_000;

/** What was measured in one row of a table, and what of it is above its bar. */
export interface Measured {
  readonly row: Record<string, string | number>;
  readonly missed: readonly string[];
}

/**
 * A rule book as a company has it, and one three times as large as synth allows, for which no bar is set; then consent. Middles of nine rounds, after three that
 * warm up.
 */
export function decisions(): readonly Measured[] {
  const measured = [
    ...[40, 350].map((policies) => ({
      decision: `request, ${policies} policies, ${GROUPS} groups, 5 open elevations`, ...requests(ruleBook(policies)), barred: policies === 40,
    })),
    { decision: 'consent, two stages of three people', ...consents(ruleBook(40)), barred: true },
  ];
  return measured.map(({ decision, kilobytes, microseconds, barred }) => ({
    row: { decision, 'kB of rules': kilobytes, 'µs': microseconds.toFixed(2) },
    missed: barred && microseconds >= DECISION_MICROSECONDS ? [`${decision}: ${microseconds.toFixed(1)} µs; it must be below ${DECISION_MICROSECONDS}`] : [],
  }));
}

interface Times {
  readonly kilobytes: number;
  readonly microseconds: number;
}

/** Requests of all kinds: granted to the requester's groups or not, with wrong times and wrong tickets among them. */
function requests(rules: ElevationRules): Times {
  const facts = {
    requesterId: REQUESTER, enabled: true, groups: Array.from({ length: GROUPS }, (_, index) => group(index * 3)), nowMs: NOW_MS,
    open: openElevations(rules),
  };
  const asked = Array.from({ length: ASKED }, (_, index): Asked => {
    const one = rules.rules[index % rules.rules.length];
    return {
      permissionSet: index % 5 === 0 ? permissionSet(index) : one.permissionSet,
      accountId: index % 7 === 0 ? account(index) : one.accountIds[index % one.accountIds.length],
      seconds: index % 11 === 0 ? 100_000 : 3_600,
      justification: 'the disk of the ledger is full and nobody can book',
      ticket: index % 13 === 0 ? 'none' : `INC-${1_000 + index}`,
    };
  });
  const answers = asked.map((one) => decideRequest(one, facts, rules));
  const kinds = new Set<string>(answers.map((answer) => ('reason' in answer ? answer.reason : answer.kind)));
  for (const kind of ['needs-consent', 'not-offered', 'duration', 'ticket']) {
    if (!kinds.has(kind)) {
      throw new Error(`none of the requests is '${kind}': they would not stand for those of people`);
    }
  }
  return { kilobytes: kilobytesOf(rules), microseconds: timed((index) => decideRequest(asked[index % ASKED], facts, rules)) };
}

/** The last consent that is missing, which looks at all that were given. */
function consents(rules: ElevationRules): Times {
  const [elevation] = openElevations(rules);
  const first = moved(elevation, { kind: 'consented', approverId: 'first', stage: 0, atMs: NOW_MS });
  const second = first.kind === 'moved' ? moved(first.elevation, { kind: 'consented', approverId: 'second', stage: 1, atMs: NOW_MS }) : first;
  if (second.kind === 'impossible') {
    throw new Error(second.reason);
  }
  const approver = { approverId: 'third', enabled: true, groups: Array.from({ length: GROUPS }, (_, index) => group(509 + index)), nowMs: NOW_MS };
  const decision = decideConsent(second.elevation, approver);
  if (decision.kind !== 'given' || !decision.completes) {
    throw new Error('the consent that is measured is not the one that completes the request');
  }
  return { kilobytes: kilobytesOf(rules), microseconds: timed(() => decideConsent(second.elevation, approver)) };
}

function kilobytesOf(rules: ElevationRules): number {
  return Math.round(Buffer.byteLength(JSON.stringify(rules)) / 1e3);
}

/** Microseconds for one. */
function timed(decide: (index: number) => unknown): number {
  const rounds = Array.from({ length: ROUNDS + 3 }, () => {
    const started = performance.now();
    for (let index = 0; index < DECISIONS_PER_ROUND; index++) {
      decide(index);
    }
    return (performance.now() - started) * 1_000 / DECISIONS_PER_ROUND;
  }).slice(3).sort((a, b) => a - b);
  return rounds[Math.floor(ROUNDS / 2)];
}
