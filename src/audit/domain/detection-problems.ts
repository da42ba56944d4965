import { type Detection, MOST_PATTERN_CHARACTERS } from './detections/detection';
import type { IdentityCenterPlace } from '../../organization/domain/callers';
import { didYouMean } from '../../organization/domain/near-misses';
import { type Problem, listed } from '../../organization/domain/problem';
import { principalProblems } from '../../organization/domain/role-patterns';

/** What is wrong with roles that detections leave alone or watch for. */
export function detectionRoleProblems(props: Readonly<Record<string, readonly string[]>>, place: IdentityCenterPlace): Problem[] {
  return Object.entries(props).flatMap(([prop, roles]) => [
    ...principalProblems('Detection', `'${prop}'`, roles, place),
    ...roles.filter((role) => role.includes('?') || role.includes('**')).map((role) => ({
      code: 'DetectionWildcard',
      problem: `'${role}' in '${prop}' has a '?' or two '*' in a row; patterns of EventBridge know a single '*' only`,
      fix: "write one '*' for what varies",
    })),
  ]);
}

/** Detections that EventBridge would refuse. */
export function detectionSizeProblems(detections: readonly Detection[]): Problem[] {
  return detections.map(({ name, pattern }) => ({ name, characters: JSON.stringify(pattern).length }))
    .filter(({ characters }) => characters > MOST_PATTERN_CHARACTERS)
    .map(({ name, characters }) => ({
      code: 'DetectionPatternLong',
      problem: `the pattern of the detection '${name}' has ${characters} characters; EventBridge takes ${MOST_PATTERN_CHARACTERS}`,
      fix: 'name fewer roles, or one pattern for several of them',
    }));
}

/** What is wrong with the Regions that are named. */
export function forwardingRegionProblems(regions: readonly string[], known: readonly string[]): Problem[] {
  const twice = [...new Set(regions.filter((region, index) => regions.indexOf(region) !== index))];
  return [
    ...regions.filter((region) => !known.includes(region)).map((region) => ({
      code: 'RegionUnknown', problem: `'regions' names '${region}', which is no Region of this partition`, fix: didYouMean(region, known),
    })),
    ...(twice.length === 0 ? [] : [{ code: 'RegionTwice', problem: `'regions' names ${listed(twice)} more than once`, fix: 'name each Region once' }]),
  ];
}

export function stackSetTrustProblems(trusted: boolean, service: string): Problem[] {
  return trusted ? [] : [{
    code: 'StackSetsNotTrusted',
    problem: 'rules are to be deployed into member accounts, and StackSets have no trusted access to the organization',
    fix: `name '${service}' in \`trustedServices\` of OrganizationFeatures and make that first, or run \`aws cloudformation activate-organizations-access\` and take the snapshot again`,
  }];
}
