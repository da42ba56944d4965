import type { ElevationRules } from '../domain/elevation-rules';

/** Rules that were in force once: a request is judged by those that it was decided by. */
export interface PinnedRules {
  version(version: string): Promise<ElevationRules | undefined>;
}
