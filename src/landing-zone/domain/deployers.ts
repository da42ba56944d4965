import { coversArn } from '../../policy/domain/pattern';

/** The bootstrap roles that CDK deploys one stack with; ARNs. */
export interface BootstrapRoles {
  readonly deploy?: string;
  readonly execute?: string;
  readonly publishFiles?: string;
  readonly publishImages?: string;
}

export interface DeployerFacts {
  readonly partition: string;
  readonly controlTower: boolean;
  /** Of the landing zone's own stacks in member accounts. */
  readonly bootstrap: readonly BootstrapRoles[];
  /** ARN patterns that the team names. */
  readonly named: readonly string[];
  readonly breakGlass: readonly string[];
  /** ARN patterns that guardrails leave alone. */
  readonly exempt: readonly string[];
  /** ARN pattern of the roles that StackSets make, which are protected as such: from everybody but deployers and StackSets. */
  readonly madeByStackSets: string;
}

export interface Deployers {
  /** Set accounts up in whatever Region. */
  readonly everywhere: readonly string[];
  /** Change what the landing zone deploys. */
  readonly executors: readonly string[];
  /** Change and take protected roles: executors, those who hand them work, and the management account's way in. */
  readonly all: readonly string[];
  /** Set new accounts up. */
  readonly baseline: readonly string[];
  /** What only deployers may make or take. */
  readonly protectedRoles: readonly string[];
}

/**
 * Who deploys, and what must be kept from everybody else because of it. Bootstrap roles are named exactly: the ones of the landing zone's own
 * stacks, in their accounts. Bootstrap roles of other accounts are bound like anybody, so that application teams keep using CDK there.
 */
export function deployersOf({ partition, controlTower, bootstrap, named, breakGlass, exempt, madeByStackSets }: DeployerFacts): Deployers {
  const role = (name: string) => `arn:${partition}:iam::*:role/${name}`;
  const everywhere = controlTower ? [role('AWSControlTowerExecution')] : [];
  const present = (roles: readonly (string | undefined)[]) => roles.filter((arn): arn is string => arn !== undefined);
  const executors = sorted([...everywhere, ...present(bootstrap.map(({ execute }) => execute)), ...named]);
  const handing = bootstrap.flatMap(handingRoles);
  const wayIn = role('OrganizationAccountAccessRole');
  // what StackSets make they must be able to make anew.
  const left = [...breakGlass, ...exempt].filter((pattern) => !coversArn(madeByStackSets, pattern));
  return {
    everywhere,
    executors,
    all: withoutCovered([...executors, ...handing, wayIn]),
    // whoever administers StackSets acts as these roles in every account: they set accounts up, and change nothing that is protected.
    baseline: [role('stacksets-exec-*'), role('AWSCloudFormationStackSetExecutionRole')],
    protectedRoles: withoutCovered([...executors, ...handing, wayIn, ...left]),
  };
}

/** The roles of one bootstrap stack: one pattern for all of them where they are named as usual, else each by itself. */
function handingRoles({ deploy, publishFiles, publishImages, execute }: BootstrapRoles): string[] {
  const [, start, rest] = /^(arn:.*:role\/cdk-[A-Za-z0-9]+-)deploy(-role-\d{12}-[a-z0-9-]+)$/.exec(deploy ?? '') ?? [];
  const named = { 'cfn-exec': execute, 'file-publishing': publishFiles, 'image-publishing': publishImages };
  const usual = start !== undefined && Object.entries(named).every(([name, arn]) => arn === undefined || arn === `${start}${name}${rest}`);
  return usual ? [`${start}*${rest}`] : [deploy, publishFiles, publishImages].filter((arn): arn is string => arn !== undefined);
}

/** Patterns that no other one covers. */
function withoutCovered(patterns: readonly string[]): string[] {
  const all = sorted(patterns);
  return all.filter((one) => !all.some((other) => other !== one && coversArn(other, one)));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
