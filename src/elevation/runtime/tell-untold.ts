import { changedElevation } from './changed-elevation';
import type { ElevationPorts } from './ports';
import { untold } from '../domain/untold';

export type TellPorts = Pick<ElevationPorts, 'elevations' | 'notices' | 'clock'>;

/**
 * Tells people what they were not told of an elevation yet; whether there was something to tell.
 *
 * Told before it is remembered: a crash in between tells twice rather than never.
 */
export async function tellUntold(id: string, { elevations, notices, clock }: TellPorts): Promise<boolean> {
  const elevation = await elevations.find(id);
  const news = elevation && untold(elevation, clock.nowMs());
  if (!news) {
    return false;
  }
  await notices.publish({ kind: news.kind, elevation });
  await changedElevation(id, elevations, () => news.remembered);
  return true;
}

/** Tells if that is possible now. What is not told is not remembered either, and the next sweep tells it: it keeps nothing from being done. */
export async function tellIfPossible(id: string, ports: TellPorts): Promise<void> {
  try {
    await tellUntold(id, ports);
  } catch (error) {
    console.error(`what has to be told of elevation ${id} is left to the next sweep`, error);
  }
}
