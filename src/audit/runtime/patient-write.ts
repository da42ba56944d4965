import { type Pause, ServiceBusy } from './posture-ports';

const MOST_TRIES = 10;
const MOST_LOOKS = 30;
const SECONDS_BETWEEN = 3;

/** One write, again and again while the service is busy. */
export async function patiently(write: () => Promise<void>, pause: Pause): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof ServiceBusy) || tries === MOST_TRIES) {
        throw error;
      }
    }
    await pause.seconds(SECONDS_BETWEEN);
  }
}

/** Looks until it is so; a service that never comes to it fails the deployment. */
export async function waitUntil(what: string, done: () => Promise<boolean>, pause: Pause): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    if (await done()) {
      return;
    }
    await pause.seconds(SECONDS_BETWEEN);
  }
  throw new Error(`${what} did not happen within ${MOST_LOOKS * SECONDS_BETWEEN} seconds; deploy again`);
}
