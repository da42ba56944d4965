import { type BeginCheckPorts, beginCheck } from './begin-check';
import { type CompareAccessPorts, compareAccess } from './compare-access';
import type { Cursor } from './drift-run';
import { type ListSlicePorts, listSlice } from './list-slice';
import { type PublishFindingsPorts, publishFindings } from './publish-findings';
import type { RemovalRules } from '../domain/undeclared-removal';

/** What the state machine asks of the function that reads. */
export type CheckStep =
  /** Whoever starts a run by hand gives no time, and means everything. */
  | { readonly step: 'begin'; readonly run: string; readonly input: { readonly startAt?: string } }
  | { readonly step: 'read'; readonly run: string; readonly cursor: Cursor }
  | { readonly step: 'compare'; readonly run: string; readonly cursor: Cursor; readonly rules?: RemovalRules }
  | { readonly step: 'publish'; readonly run: string };

export type CheckStepPorts = BeginCheckPorts & ListSlicePorts & CompareAccessPorts & PublishFindingsPorts;

export async function checkStep(step: CheckStep, ports: CheckStepPorts, deadlineMs: number): Promise<object> {
  switch (step.step) {
    case 'begin': return beginCheck(step.run, step.input.startAt === undefined, ports);
    case 'read': return listSlice(step.run, step.cursor, ports, deadlineMs);
    case 'compare': return compareAccess(step.run, step.cursor, step.rules, ports);
    case 'publish': return publishFindings(step.run, ports);
  }
}
