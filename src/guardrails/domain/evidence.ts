import { isDay } from '../../organization/domain/days';
import { type Problem, listed } from '../../organization/domain/problem';
import { type Shape, list, record, shapeProblems, text } from '../../organization/domain/shape';

/** What a replay of the audit trail found: docs/rollout-evidence.schema.json. */
export interface EvidenceData {
  readonly schemaVersion: 1;
  /** Path of the unit whose events were replayed; '/' for all. */
  readonly unit: string;
  /** First and last day of the events. */
  readonly from: string;
  readonly to: string;
  readonly policies: readonly PolicyEvidence[];
  /** Who looked at the counts and agreed. */
  readonly approver: string;
  readonly approvedAt: string;
}

export interface PolicyEvidence {
  /** The guardrail's policy name. */
  readonly name: string;
  /** Of the document as it is sent, in hexadecimal digits. */
  readonly sha256: string;
  /** Events that were evaluated, and of these: how many the policy denies, and how many nobody can say of. */
  readonly evaluated: number;
  readonly denied: number;
  readonly undeterminable: number;
}

const day: Shape = (value, at, wrong) => {
  if (typeof value !== 'string' || !isDay(value)) {
    wrong.push(`${at} is ${JSON.stringify(value)}; it must be a day such as '2026-11-01'`);
  }
};

const count: Shape = (value, at, wrong) => {
  if (!Number.isInteger(value) || (value as number) < 0) {
    wrong.push(`${at} is ${JSON.stringify(value)}; it must be a whole number of 0 or more`);
  }
};

const version: Shape = (value, at, wrong) => value === 1 || wrong.push(`${at} is ${JSON.stringify(value)}; it must be 1`);

const EVIDENCE = record({
  schemaVersion: version,
  unit: text(/./, "'Workloads/Production', or '/' for all"),
  from: day,
  to: day,
  policies: list(record({
    name: text(/./, 'the name of a policy'),
    sha256: text(/^[0-9a-f]{64}$/, '64 hexadecimal digits in lower case'),
    evaluated: count,
    denied: count,
    undeterminable: count,
  })),
  approver: text(/\S/, 'whoever agreed'),
  approvedAt: day,
});

export function evidenceShapeProblems(raw: unknown): Problem[] {
  const problems = shapeProblems(raw, EVIDENCE, 'EvidenceShape', 'correct the file; docs/rollout-evidence.md describes it');
  return problems.length > 0 ? problems : orderProblems(raw as EvidenceData);
}

function orderProblems({ from, to, approvedAt, policies }: EvidenceData): Problem[] {
  const names = policies.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const wrong = [
    ...(policies.length > 0 ? [] : ['policies is empty; it must name the policies that were replayed']),
    ...(twice.length > 0 ? [`policies names ${listed(twice)} more than once; it must name each policy once`] : []),
    ...(from > to ? [`the period begins on ${from} and ends on ${to}; it must end after it begins`] : []),
    ...(approvedAt < to ? [`it was approved on ${approvedAt}, before the period ended on ${to}; it must be approved afterwards`] : []),
    ...policies.filter(({ evaluated, denied, undeterminable }) => denied + undeterminable > evaluated)
      .map(({ name, evaluated, denied, undeterminable }) => `of the ${evaluated} events evaluated for '${name}', ${denied} denied and ${undeterminable} undeterminable are more than all`),
  ];
  return wrong.map((problem) => ({ code: 'EvidenceShape', problem, fix: 'correct the file; docs/rollout-evidence.md describes it' }));
}

/** A guardrail that is enforced somewhere because of evidence. */
export interface EnforcedByEvidence {
  readonly policyName: string;
  readonly sha256: string;
  readonly place: string;
  /** Where the place is in the tree: '/', a unit's path, or an account below its unit. */
  readonly path: string;
  /** The day of the synth. */
  readonly asOf: string;
  readonly evidence: EvidenceData;
}

/** Whether evidence speaks of this document in this unit. */
export function evidenceProblems({ policyName, sha256, place, path, asOf, evidence }: EnforcedByEvidence): Problem[] {
  const what = `the evidence for '${policyName}' in '${place}'`;
  const entry = evidence.policies.find(({ name }) => name === policyName);
  const covers = evidence.unit === '/' || path === evidence.unit || path.startsWith(`${evidence.unit}/`);
  return [
    ...(covers ? [] : [{
      code: 'EvidenceUnit', problem: `${what} comes from events of '${evidence.unit}'`, fix: `replay the events of '${place}', or of a unit above it`,
    }]),
    ...(evidence.approvedAt <= asOf ? [] : [{
      code: 'EvidenceDate', problem: `${what} was approved on ${evidence.approvedAt}; the day it is compared with is ${asOf}`, fix: 'correct the day, or wait for it',
    }]),
    ...(entry ? [] : [{
      code: 'EvidencePolicy', problem: `${what} speaks of ${listed(evidence.policies.map(({ name }) => name), 'no policy')} only`, fix: 'replay the events against this policy as well',
    }]),
    ...(!entry || entry.sha256 === sha256 ? [] : [{
      code: 'EvidenceHash',
      problem: `${what} is about a document with the hash ${entry.sha256}; the one to be deployed has ${sha256}`,
      fix: 'replay the events against the document as it is now',
    }]),
  ];
}
