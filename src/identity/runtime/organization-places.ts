import type { LivePlace, Standing } from '../domain/reconcile-plan';

/** Where accounts are now, as the organization itself says. */
export interface OrganizationPlaces {
  find(accountId: string): Promise<LivePlace>;
  /** Less than where it is: whether anything can be done there at all. */
  standing(accountId: string): Promise<Standing>;
}
