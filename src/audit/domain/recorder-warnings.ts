import { listed } from '../../organization/domain/problem';

interface LeftOut {
  readonly accountId: string;
  readonly accountName: string;
  readonly regions: readonly string[];
  readonly actions: readonly string[];
  readonly by: readonly string[];
}

const MOST_TOLD = 10;

/** What is not recorded, or undefined when everything is. */
export function leftOutWarning(leftOut: readonly LeftOut[]): string | undefined {
  const lines = leftOut.slice(0, MOST_TOLD).map(({ accountId, accountName, regions, actions, by }) =>
    `'${accountName}' (${accountId}) in ${listed(regions)}: ${listed(actions)} denied by ${listed(by)}`);
  const more = leftOut.length > MOST_TOLD ? `; and ${leftOut.length - MOST_TOLD} accounts more` : '';
  return leftOut.length === 0 ? undefined
    : `AWS Config does not record ${lines.join('; ')}${more}. New accounts are recorded from the next deployment on only, because StackSets cannot leave accounts out by themselves.`;
}

/** Regions that came after February 2022 do not record IAM's own types. Read 2026-11-01: https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html */
const LATER_REGIONS = [
  'ap-east-2', 'ap-south-2', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-south-2', 'il-central-1',
  'me-central-1', 'mx-central-1',
];

export function withoutGlobalTypes(homeRegion: string): string | undefined {
  return !LATER_REGIONS.includes(homeRegion) ? undefined
    : `AWS Config does not record users, groups, roles and policies of IAM in ${homeRegion}; they are in no record of this organization.`;
}
