import { CloudTrailClient, ListPublicKeysCommand, type PublicKey } from '@aws-sdk/client-cloudtrail';
import { trailFailure } from './aws-failures';
import type { TrailFailureKind } from './trail-failures';
import type { PublicKeys } from './trail-ports';
import type { SigningKey } from '../domain/signing-key';

/** In a Region that the caller's account has not opted in to, good credentials look like bad ones. */
const REGION_NOT_ENABLED: Readonly<Record<string, TrailFailureKind>> = { UnrecognizedClientException: 'denied', InvalidClientTokenId: 'denied', OptInRequired: 'denied' };

/** Asks CloudTrail in the Region in question: each has keys of its own and lists no others. */
export function cloudTrailPublicKeys(makeClient = (region: string) => new CloudTrailClient({ region, maxAttempts: 3 })): PublicKeys {
  const clients = new Map<string, CloudTrailClient>();
  return {
    async list(region, { fromMs, toMs }) {
      const client = clients.get(region) ?? makeClient(region);
      clients.set(region, client);
      const keys: SigningKey[] = [];
      let next: string | undefined;
      do {
        try {
          const page = await client.send(new ListPublicKeysCommand({ StartTime: new Date(fromMs), EndTime: new Date(toMs), NextToken: next }));
          keys.push(...(page.PublicKeyList ?? []).flatMap(signingKey));
          next = page.NextToken;
        } catch (error) {
          throw trailFailure(`cloudtrail:ListPublicKeys in ${region}`, error, REGION_NOT_ENABLED);
        }
      } while (next);
      return keys;
    },
  };
}

/** None of what CloudTrail lists lacks a member; one that did could verify nothing. */
function signingKey({ Value, Fingerprint, ValidityStartTime, ValidityEndTime }: PublicKey): SigningKey[] {
  return Value && Fingerprint && ValidityStartTime && ValidityEndTime
    ? [{ fingerprint: Fingerprint, validity: { fromMs: ValidityStartTime.getTime(), toMs: ValidityEndTime.getTime() }, valueBase64: Buffer.from(Value).toString('base64') }]
    : [];
}
