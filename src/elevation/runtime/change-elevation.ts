import type { Elevations } from './ports';
import type { Elevation } from '../domain/elevation';
import { type Change, moved } from '../domain/elevation-life';

const MOST_TRIES = 10;

/** Somebody else changed it first, each time. */
export class Contended extends Error {}

/**
 * Changes an elevation as long as the change is wanted and possible. Whoever else changes it meanwhile is seen, and the question asked again.
 *
 * @param wanted the change for what the elevation is now; undefined when there is nothing to change
 * @returns the elevation after the change, or as it is when there was nothing to change
 */
export async function changeElevation(
  id: string, wanted: (elevation: Elevation) => Change | undefined, elevations: Pick<Elevations, 'find' | 'save'>,
): Promise<Elevation | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const elevation = await elevations.find(id);
    const change = elevation && wanted(elevation);
    if (elevation === undefined || change === undefined) {
      return elevation;
    }
    const after = moved(elevation, change);
    if (after.kind === 'impossible') {
      throw new Error(`elevation ${id}: ${after.reason}`);
    }
    if (await elevations.save(after.elevation) === 'written') {
      return after.elevation;
    }
  }
  throw new Contended(`elevation ${id} is changed by others all the time; ask again`);
}
