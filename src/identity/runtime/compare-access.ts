import type { AccessDocuments } from './access-documents';
import type { AssignmentLedger } from './assignment-ledger';
import type { Deployments, DriftRecords } from './drift-ports';
import { type Cursor, RunRecords } from './drift-run';
import type { ObservedPlaces } from './observed-places';
import { accessDrift, confirmed, declaredAssignments, findingKey, suspiciousScope } from '../domain/access-drift';
import type { DeployedAccess } from '../domain/desired-access';
import type { Finding, Outcome } from '../domain/drift-findings';
import { undeclaredOf } from '../domain/drift-told';
import { type HeldAccess, assignmentKey } from '../domain/held-access';
import { type RemovalPlan, type RemovalRules, protection, removalPlan } from '../domain/undeclared-removal';

export interface CompareAccessPorts {
  readonly documents: AccessDocuments;
  readonly deployments: Deployments;
  readonly places: ObservedPlaces;
  readonly ledger: AssignmentLedger;
  readonly records: DriftRecords;
}

export interface Compared {
  readonly next: 'readAgain' | 'act' | 'none';
  readonly because?: string;
  readonly cursor?: Cursor;
  readonly provision: boolean;
  readonly remove: boolean;
}

/**
 * What was read against what is declared now. What is wrong in the first reading is read once more before it is believed.
 *
 * @param rules what may be removed; undefined when nothing may
 */
export async function compareAccess(run: string, read: Cursor, rules: RemovalRules | undefined, ports: CompareAccessPorts): Promise<Compared> {
  const records = new RunRecords(ports.records, run);
  const scope = await records.scope();
  const held = await records.parts(read.pass, read.part);
  const { version, access } = await ports.documents.read();
  const state = await ports.deployments.state();
  if (version !== scope.desiredVersion || state === 'underWay') {
    // what was read is of two deployments; the end of the newer one starts a run, which takes the requests of this one.
    return { ...NOTHING, next: 'none', because: 'a deployment began meanwhile' };
  }
  // after Identity Center: who gives access because of a new place writes the place down first.
  const observed = await ports.places.read();
  const before = read.pass === 2 ? await records.suspicion() : undefined;
  const seen = await withoutKnown(accessDrift(access, observed, held, before?.scope ?? scope.scope), ports.ledger);
  if (!before && seen.length > 0) {
    const assignments = scope.scope.kind === 'all' ? countOf(held) : declaredAssignments(access, observed).length;
    const { foreignPlaces, foreignSets } = held;
    await records.saveSuspicion({ scope: suspiciousScope(seen), findings: seen, assignments, foreignPlaces, foreignSets });
    return { next: 'readAgain', cursor: { pass: 2, unit: 0, at: 0, part: 0 }, ...NOTHING };
  }
  const findings = before ? confirmed(before.findings, seen) : [];
  const plan = rules && before && planOf(findings, before.assignments, rules, access, state);
  if (plan) {
    await records.savePlan(plan);
  }
  await records.saveDrift({
    desiredVersion: version, findings,
    outcomes: rules && plan ? outcomesOf(findings, plan, rules, access) : {},
    breaker: plan?.kind === 'breaker' ? plan.because : undefined,
    foreignPlaces: (before ?? held).foreignPlaces,
    foreignSets: (before ?? held).foreignSets,
  });
  return {
    next: 'act',
    // a set that somebody changed by hand is not spread: only what a deployment changed is.
    provision: scope.afterDeployment && findings.some(({ kind }) => kind === 'outdated'),
    remove: plan?.kind === 'remove' && plan.assignments.length > 0,
  };
}

const NOTHING = { provision: false, remove: false };

function countOf({ places }: HeldAccess): number {
  return places.reduce((sum, { principals }) => sum + principals.length, 0);
}

/** Assignments that somebody answers for are no drift. */
async function withoutKnown(findings: readonly Finding[], ledger: AssignmentLedger): Promise<Finding[]> {
  const undeclared = undeclaredOf(findings);
  const known = new Set((undeclared.length === 0 ? [] : await ledger.known(undeclared)).map(assignmentKey));
  return findings.filter((finding) => finding.kind !== 'undeclared' || !known.has(assignmentKey(finding)));
}

function planOf(
  findings: readonly Finding[], assignments: number, rules: RemovalRules, access: DeployedAccess, state: 'settled' | 'broken',
): RemovalPlan | undefined {
  const undeclared = undeclaredOf(findings);
  if (undeclared.length === 0) {
    return undefined;
  }
  return state === 'settled' ? removalPlan(undeclared, assignments, rules, access)
    : { kind: 'breaker', because: 'the last deployment failed: what is declared is not what was meant' };
}

/** What is known of undeclared assignments before any is removed. */
function outcomesOf(findings: readonly Finding[], plan: RemovalPlan, rules: RemovalRules, access: DeployedAccess): Record<string, Outcome> {
  return Object.fromEntries(findings.flatMap((finding): [string, Outcome][] => {
    if (finding.kind !== 'undeclared') {
      return [];
    }
    const because = protection(finding, rules, access);
    if (because !== undefined) {
      return [[findingKey(finding), { kind: 'protected', because }]];
    }
    return plan.kind === 'breaker' ? [[findingKey(finding), { kind: 'left', because: plan.because }]] : [];
  }));
}
