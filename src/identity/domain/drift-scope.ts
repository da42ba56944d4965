import type { SetPlace } from './held-access';

/** What one check reads: all declared sets in all accounts, or only what somebody just changed. */
export type DriftScope =
  | { readonly kind: 'all' }
  | {
    readonly kind: 'some';
    readonly places: readonly SetPlace[];
    /** ARNs of sets whose content changed: where it has arrived is read, not who holds them. */
    readonly sets: readonly string[];
  };

/** Who did something, and when, as CloudTrail has it. */
export interface Deed {
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Why a check was asked for. */
export type CheckRequest =
  | { readonly kind: 'schedule' }
  /** A deployment ended: what it changed is read back. */
  | { readonly kind: 'deployment' }
  | { readonly kind: 'assignment'; readonly place: SetPlace; readonly principalId: string; readonly created: boolean; readonly deed: Deed }
  | { readonly kind: 'set'; readonly permissionSetArn: string; readonly deed: Deed };

/** More changes than this in a few minutes are a reason to read everything. */
const MOST_PLACES = 50;

/** What to read for everything that was asked, or undefined when nothing is of this catalogue. */
export function scopeOf(requests: readonly CheckRequest[], declaredSetArns: readonly string[]): DriftScope | undefined {
  if (requests.some(({ kind }) => kind === 'schedule' || kind === 'deployment')) {
    return { kind: 'all' };
  }
  const declared = new Set(declaredSetArns);
  const places = new Map<string, SetPlace>();
  const sets = new Set<string>();
  for (const request of requests) {
    if (request.kind === 'assignment' && declared.has(request.place.permissionSetArn)) {
      places.set(`${request.place.permissionSetArn}|${request.place.accountId}`, request.place);
    } else if (request.kind === 'set' && declared.has(request.permissionSetArn)) {
      sets.add(request.permissionSetArn);
    }
  }
  if (places.size > MOST_PLACES) {
    return { kind: 'all' };
  }
  return places.size + sets.size === 0 ? undefined : { kind: 'some', places: [...places.values()], sets: [...sets] };
}
