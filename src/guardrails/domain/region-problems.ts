import type { RegionDenyExtension } from './region-deny';
import { didYouMean } from '../../organization/domain/near-misses';
import { type Problem, listed } from '../../organization/domain/problem';

/** What is wrong with a list of Regions: none, unknown ones, or the home Region shut out. */
export function regionProblems(prop: string, regions: readonly string[], known: readonly string[]): Problem[] {
  const unknown = regions.filter((region) => !known.includes(region)).map((region) => ({
    code: 'RegionUnknown',
    problem: `'${prop}' names '${region}', which is no Region of this partition`,
    fix: `${didYouMean(region, known).replace(/\?$/, '')}; a Region newer than the installed aws-cdk-lib is known after updating it`,
  }));
  const twice = regions.filter((region, index) => regions.indexOf(region) !== index);
  return twice.length === 0 ? unknown : [...unknown, {
    code: 'RegionTwice', problem: `'${prop}' names ${listed(twice)} more than once`, fix: 'name each Region once',
  }];
}

export function allowedRegionProblems(regions: readonly string[], known: readonly string[], home: string | undefined): Problem[] {
  const problems = regionProblems('allowedRegions', regions, known);
  if (regions.length === 0) {
    problems.push({ code: 'RegionsEmpty', problem: "'allowedRegions' is empty; that would deny every Region", fix: 'name the Regions that people work in' });
  } else if (home !== undefined && !regions.includes(home)) {
    problems.push({
      code: 'HomeRegionDenied',
      problem: `'allowedRegions' (${listed(regions)}) leaves out ${home}, where the landing zone deploys its own stacks`,
      fix: `add '${home}'`,
    });
  }
  return problems;
}

/** What is wrong with something a team opts in to. */
export function optInProblems({ qualifiers, regions, entries, needsRegions }: RegionDenyExtension, known: readonly string[]): Problem[] {
  const wrong = qualifiers.filter((qualifier) => !/^[A-Za-z0-9]{1,10}$/.test(qualifier)).map((qualifier) => ({
    code: 'OptInQualifier',
    problem: `the qualifier '${qualifier}' has ${qualifier.length} characters; it must have 1 to 10 letters or digits`,
    fix: 'write it as `cdk bootstrap --qualifier` was given it',
  }));
  const nowhere = needsRegions && regions.length === 0
    ? [{ code: 'OptInRegions', problem: 'something in \'optIns\' names no Region; it must say where the work is', fix: 'name the Regions, or leave the opt-in out' }] : [];
  return [...wrong, ...nowhere, ...(entries.length > 0 ? regionProblems('optIns', regions, known) : [])];
}
