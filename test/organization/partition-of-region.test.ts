import { RegionInfo } from 'aws-cdk-lib/region-info';
import { partitionOfRegion } from '../../src/organization/domain/global-region';
import { REGION_DATA } from '../../src/organization/domain/region-data';
import { knownRegions } from '../../src/private/known-regions';

test('every Region that CDK knows is in the partition that CDK says', () => {
  const wrong = RegionInfo.regions.filter(({ name, partition }) => partition !== undefined && partitionOfRegion(name) !== partition)
    .map(({ name, partition }) => [name, partition]);
  expect(wrong).toEqual([]);
});

test('the Regions that are written down are those that the installed CDK knows', () => {
  const known = new Map<string, string[]>();
  RegionInfo.regions.forEach(({ name, partition = '' }) => known.set(partition, [...known.get(partition) ?? [], name].sort()));
  expect(new Map(Object.entries(REGION_DATA))).toEqual(known);
});

test('a Region that nobody wrote down is looked for in CDK, and one that CDK does not know either is missing', () => {
  expect(knownRegions('aws', ['eu-west-1'])).toEqual(REGION_DATA.aws);
  expect(knownRegions('aws', ['eu-wset-1'])).toEqual(REGION_DATA.aws);
});
