import type { Elevations } from './ports';
import type { Elevation } from '../domain/elevation';
import { type Change, moved } from '../domain/elevation-life';

const MOST_TRIES = 10;

export interface ChangedElevation {
  /** As it is now; undefined where there is none. */
  readonly elevation?: Elevation;
  /** Whether this call was the one that changed it. */
  readonly changed: boolean;
}

/** Changes what is there now, and looks again when somebody else was faster. A change that is impossible, or undefined, is none. */
export async function changedElevation(
  id: string, elevations: Pick<Elevations, 'find' | 'save'>, choose: (elevation: Elevation) => Change | undefined,
): Promise<ChangedElevation> {
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const elevation = await elevations.find(id);
    const change = elevation && choose(elevation);
    const next = change && moved(elevation, change);
    if (next?.kind !== 'moved') {
      return { elevation, changed: false };
    }
    if (await elevations.save(next.elevation) === 'written') {
      return { elevation: next.elevation, changed: true };
    }
  }
  throw new Error(`elevation ${id} was changed by others ${MOST_TRIES} times in a row`);
}
