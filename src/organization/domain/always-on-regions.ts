import { REGION_DATA } from './region-data';

/**
 * Regions launched before 20 March 2019: no account can switch them off. All later ones are off until an account switches them on.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html (read on 2026-11-01)
 */
const COMMERCIAL = [
  'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1',
  'eu-west-2', 'eu-west-3', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2',
];

/** Regions in which every account of a partition has a chain of digests. Other partitions know no Regions that are off. */
export function alwaysOnRegions(partition: string): readonly string[] {
  return partition === 'aws' ? COMMERCIAL : REGION_DATA[partition] ?? [];
}
