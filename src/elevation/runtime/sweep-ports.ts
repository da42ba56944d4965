import type { EndRequest } from './end-elevation';
import type { ElevationPorts } from './ports';
import type { HeldAssignment } from '../../identity/domain/held-access';
import type { EmbeddedMetrics } from '../../private/runtime/embedded-metrics';

/** What is left to the one function that takes access away and denies sessions. */
export type EndWork =
  | ({ readonly kind: 'end' } & EndRequest)
  | { readonly kind: 'settle'; readonly assignment: HeldAssignment }
  | { readonly kind: 'quarantine'; readonly assignment: HeldAssignment; readonly sinceMs: number }
  | { readonly kind: 'release'; readonly assignment: HeldAssignment };

/** Asked now, done soon. */
export interface EndWorkers {
  ask(work: EndWork): Promise<void>;
}

export interface UnexplainedAssignment {
  readonly assignment: HeldAssignment;
  readonly sinceMs: number;
}

/** Assignments that no lease explains, as far as anybody was told of them. */
export interface UnexplainedAssignments {
  all(): Promise<readonly UnexplainedAssignment[]>;
  /** What is known of it already stays. */
  add(found: UnexplainedAssignment): Promise<void>;
  remove(assignment: HeldAssignment): Promise<void>;
}

/** Tells people of something that is no elevation's own. */
export interface Attention {
  call(subject: string, body: string): Promise<void>;
}

export type SweepPorts = Pick<ElevationPorts, 'elevations' | 'leases' | 'rules' | 'people' | 'executions' | 'notices' | 'clock'> & {
  readonly backend: Pick<ElevationPorts['backend'], 'holders'>;
  readonly enders: EndWorkers;
  readonly unexplained: UnexplainedAssignments;
  readonly attention: Attention;
  readonly metrics: EmbeddedMetrics;
};
