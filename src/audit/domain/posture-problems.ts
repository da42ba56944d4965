import { didYouMean } from '../../organization/domain/near-misses';
import { type Problem, listed } from '../../organization/domain/problem';

export interface PostureInput {
  readonly regions: readonly string[];
  readonly services: readonly string[];
  readonly homeRegion: string;
  /** Of the stack; missing where it does not matter or is not known. */
  readonly stackRegion?: string;
  readonly guardDutyFeatures: readonly string[];
  readonly standards: readonly string[];
  readonly unusedAccessDays: number;
}

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html */
const FEATURES = [
  'AI_PROTECTION', 'EBS_MALWARE_PROTECTION', 'EKS_AUDIT_LOGS', 'EKS_RUNTIME_MONITORING', 'LAMBDA_NETWORK_LOGS', 'RDS_LOGIN_EVENTS', 'RUNTIME_MONITORING', 'S3_DATA_EVENTS',
];
const STANDARD = /^arn:aws[a-z-]*:securityhub:[a-z0-9-]*::(standards|ruleset)\/[\w./-]+$/;

/** What is wrong with Regions and services; that a Region exists is asked elsewhere. */
export function postureProblems(input: PostureInput): Problem[] {
  return [...placeProblems(input), ...serviceProblems(input)];
}

function placeProblems({ regions, services, homeRegion, stackRegion }: PostureInput): Problem[] {
  const region = (problem: string, fix: string) => ({ code: 'PostureRegions', problem: `'regions' (${listed(regions)}) ${problem}`, fix });
  if (!regions.includes(homeRegion)) {
    return [region(`leaves out ${homeRegion}, the home Region, where findings come together`, `add '${homeRegion}'`)];
  }
  return [
    ...(stackRegion === undefined || regions.includes(stackRegion) ? []
      : [region(`leaves out ${stackRegion}, where the stack is`, `add '${stackRegion}', or make the construct in one of the Regions`)]),
    ...(services.includes('SecurityHub') && regions.length < 2
      ? [region('is one Region; Security Hub configures an organization centrally only with a linked Region', 'name at least one more, such as the one of global services, or leave Security Hub out')] : []),
  ];
}

function serviceProblems({ services, guardDutyFeatures, standards, unusedAccessDays }: PostureInput): Problem[] {
  const both = ['EKS_RUNTIME_MONITORING', 'RUNTIME_MONITORING'].every((feature) => guardDutyFeatures.includes(feature));
  return [
    ...(services.length > 0 && new Set(services).size === services.length ? [] : [{
      code: 'PostureServices', problem: `'services' names ${listed(services, 'no service')}; it must name one or more, each once`, fix: 'leave `services` out for all of them',
    }]),
    ...guardDutyFeatures.filter((feature) => !FEATURES.includes(feature)).map((feature) => ({
      code: 'GuardDutyFeature', problem: `'guardDutyFeatures' names '${feature}', which is no feature of GuardDuty for organizations`, fix: didYouMean(feature, FEATURES),
    })),
    ...(both ? [{
      code: 'GuardDutyFeature', problem: "'guardDutyFeatures' names 'EKS_RUNTIME_MONITORING' and 'RUNTIME_MONITORING', which includes it; GuardDuty takes one of them", fix: "name 'RUNTIME_MONITORING'",
    }] : []),
    ...standards.filter((standard) => !STANDARD.test(standard)).map((standard) => ({
      code: 'SecurityHubStandard', problem: `'${standard}' in 'standards' is no ARN of a standard`, fix: 'copy it from `aws securityhub describe-standards`',
    })),
    ...(Number.isInteger(unusedAccessDays) && unusedAccessDays >= 1 && unusedAccessDays <= 365 ? [] : [{
      code: 'UnusedAccessDays', problem: `'unusedAccessDays' is ${unusedAccessDays}; it must be a whole number from 1 to 365`, fix: 'leave it out for 90',
    }]),
  ];
}
