import { RegionInfo } from 'aws-cdk-lib/region-info';
import { REGION_DATA } from '../organization/domain/region-data';

/** Regions of a partition: those written down here, and those the installed CDK knows as well when one that somebody named is not among them. */
export function knownRegions(partition: string, named: readonly string[]): string[] {
  const listed = REGION_DATA[partition] ?? [];
  if (named.every((region) => listed.includes(region))) {
    return [...listed];
  }
  const known = RegionInfo.regions.filter((region) => region.partition === partition).map(({ name }) => name);
  return [...new Set([...listed, ...known])].sort();
}
