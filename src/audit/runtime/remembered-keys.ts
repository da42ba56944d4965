import { unreadable } from './object-readings';
import { patiently } from './patience';
import type { PublicKeys, TrailClock } from './trail-ports';
import type { SigningKey } from '../domain/signing-key';
import type { TimeRange } from '../domain/trail-chain';

/** Keys of a Region at a time, asked for once; undefined if they cannot be had. */
export type KeysFor = (region: string, validity: TimeRange) => Promise<readonly SigningKey[] | undefined>;

export function rememberedKeys(keys: PublicKeys, clock: TrailClock): KeysFor {
  const asked = new Map<string, Promise<readonly SigningKey[] | undefined>>();
  return async (region, validity) => {
    const question = `${region} ${validity.fromMs} ${validity.toMs}`;
    const answer = asked.get(question) ?? patiently(clock, async () => keys.list(region, validity)).catch((error) => {
      unreadable(error);
      return undefined;
    });
    asked.set(question, answer);
    return answer;
  };
}
