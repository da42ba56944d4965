import { type EndPorts, type EndProgress, endElevation, endElevationsOf } from './end-elevation';
import type { ElevationPorts } from './ports';
import { quarantine, release } from './quarantine';
import { settleLease } from './settle-lease';
import type { EndWork } from './sweep-ports';

/** What the function that takes access away is asked: by the state machine, a schedule, the API, a sweep, or whoever offboards people. */
export type EndEvent = EndWork | { readonly kind: 'leaver'; readonly userId: string };

/** Does one piece of work of everything that ends something. */
export async function endWork(event: EndEvent, ports: EndPorts & Pick<ElevationPorts, 'rules'>, deadlineMs: number): Promise<EndProgress> {
  switch (event.kind) {
    case 'end': return endElevation(event, ports, deadlineMs);
    case 'leaver': return endElevationsOf(event.userId, ports, deadlineMs);
    case 'settle': return settleLease(event.assignment, ports, deadlineMs);
    case 'quarantine':
      await quarantine(event.assignment, event.sinceMs, ports);
      return { done: true };
    case 'release':
      await release(event.assignment, ports);
      return { done: true };
  }
}
