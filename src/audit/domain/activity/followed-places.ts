/** The accounts and Regions whose folders queries look into. */
export interface FollowedPlaces {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

const ACCOUNTS = 'projection.account.values';
const REGIONS = 'projection.region.values';
const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,8}(-[a-z]+)+-\d$/;

/** What a table's parameters follow now. */
export function placesOf(parameters: Readonly<Record<string, string>>): FollowedPlaces {
  const list = (name: string) => (parameters[name] ?? '').split(',').filter((value) => value !== '');
  return { accounts: list(ACCOUNTS), regions: list(REGIONS) };
}

/**
 * All of several together: nothing is ever left out again, because an account that left the organization has its logs still.
 * A folder that is named like neither an account nor a Region is somebody else's.
 */
export function allPlaces(...places: readonly FollowedPlaces[]): FollowedPlaces {
  const sorted = (values: readonly string[], pattern: RegExp) => [...new Set(values.filter((value) => pattern.test(value)))].sort();
  return { accounts: sorted(places.flatMap(({ accounts }) => accounts), ACCOUNT), regions: sorted(places.flatMap(({ regions }) => regions), REGION) };
}

/** The parameters with these places; an empty list would make the table unreadable and is left out. */
export function withPlaces(parameters: Readonly<Record<string, string>>, { accounts, regions }: FollowedPlaces): Record<string, string> {
  return {
    ...parameters,
    ...(accounts.length > 0 ? { [ACCOUNTS]: accounts.join(',') } : {}),
    ...(regions.length > 0 ? { [REGIONS]: regions.join(',') } : {}),
  };
}
