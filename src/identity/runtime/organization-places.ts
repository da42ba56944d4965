import type { LivePlace } from '../domain/reconcile-plan';

/** Where accounts are now, as the organization itself says. */
export interface OrganizationPlaces {
  find(accountId: string): Promise<LivePlace>;
}
