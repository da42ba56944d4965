import { type BootstrapRoles, type DeployerFacts, deployersOf } from '../../src/landing-zone/domain/deployers';

const AUDIT = '000000000002';
const any = (name: string) => `arn:aws:iam::*:role/${name}`;
const inAudit = (name: string) => `arn:aws:iam::${AUDIT}:role/${name}`;
const bootstrap = (qualifier = 'hnb659fds', account = AUDIT): BootstrapRoles => {
  const role = (kind: string) => `arn:aws:iam::${account}:role/cdk-${qualifier}-${kind}-role-${account}-eu-west-1`;
  return { deploy: role('deploy'), execute: role('cfn-exec'), publishFiles: role('file-publishing'), publishImages: role('image-publishing') };
};
const of = (change: Partial<DeployerFacts> = {}) =>
  deployersOf({ partition: 'aws', controlTower: false, bootstrap: [], named: [], breakGlass: [], exempt: [], madeByStackSets: any('made/*'), ...change });
const USUAL = inAudit(`cdk-hnb659fds-*-role-${AUDIT}-eu-west-1`);
const WAY_IN = any('OrganizationAccountAccessRole');
const CONTROL_TOWER = any('AWSControlTowerExecution');

test('without anything, the way in of the management account deploys and is protected, and nothing else', () => {
  expect(of()).toEqual({ everywhere: [], executors: [], all: [WAY_IN], protectedRoles: [WAY_IN], baseline: [any('stacksets-exec-*'), any('AWSCloudFormationStackSetExecutionRole')] });
});

describe('bootstrap roles', () => {
  test.each<[string, BootstrapRoles, string[]]>([
    ['with usual names become one pattern', bootstrap(), [USUAL]],
    ['with a qualifier of a team become one pattern', bootstrap('teama'), [inAudit(`cdk-teama-*-role-${AUDIT}-eu-west-1`)]],
    ['stand each by itself when one has a name of its own',
      { deploy: inAudit('deploy'), execute: inAudit('execute'), publishFiles: inAudit('files'), publishImages: inAudit('images') },
      [inAudit('deploy'), inAudit('execute'), inAudit('files'), inAudit('images')]],
    ['stand each by itself when the execution role has a name of its own',
      { ...bootstrap(), execute: inAudit('execute') }, [bootstrap().deploy!, inAudit('execute'), bootstrap().publishFiles!, bootstrap().publishImages!]],
    ['stand each by itself when the deploy role has a name of its own',
      { ...bootstrap(), deploy: inAudit('deploy') }, [bootstrap().execute!, inAudit('deploy'), bootstrap().publishFiles!, bootstrap().publishImages!]],
    ['of which some are missing are those that are there', { deploy: inAudit('deploy') }, [inAudit('deploy')]],
    ['that are missing are none', {}, []],
  ])('%s', (_, roles, expected) => {
    expect([...of({ bootstrap: [roles] }).all].sort()).toEqual([WAY_IN, ...expected].sort());
    expect([...of({ bootstrap: [roles] }).protectedRoles].sort()).toEqual([WAY_IN, ...expected].sort());
  });

  test('only the one that CloudFormation acts as changes what is deployed, named exactly', () => {
    expect(of({ bootstrap: [bootstrap()] }).executors).toEqual([bootstrap().execute]);
  });

  test('of two stacks in one place are named once, and of two accounts each by itself', () => {
    expect(of({ bootstrap: [bootstrap(), bootstrap()] }).all).toEqual([WAY_IN, USUAL].sort());
    expect(of({ bootstrap: [bootstrap(), bootstrap(undefined, '000000000003')] }).all).toHaveLength(3);
  });
});

describe('Control Tower', () => {
  test('works everywhere, deploys, and is protected, where it is on', () => {
    const { everywhere, executors, all, protectedRoles } = of({ controlTower: true });
    expect([everywhere, executors]).toEqual([[CONTROL_TOWER], [CONTROL_TOWER]]);
    expect([all, protectedRoles]).toEqual([[CONTROL_TOWER, WAY_IN], [CONTROL_TOWER, WAY_IN]]);
  });

  test('has no role where it is off', () => {
    expect(JSON.stringify(of())).not.toContain('AWSControlTowerExecution');
  });
});

describe('StackSets', () => {
  test('set accounts up, and change nothing that is protected', () => {
    const { baseline, ...others } = of();
    expect(baseline).toEqual([any('stacksets-exec-*'), any('AWSCloudFormationStackSetExecutionRole')]);
    expect(others).toMatchObject({ everywhere: [], executors: [], all: [WAY_IN], protectedRoles: [WAY_IN] });
  });

  test('become deployers when a team names them', () => {
    expect(of({ named: [any('stacksets-exec-*')] })).toMatchObject({
      executors: [any('stacksets-exec-*')], all: [WAY_IN, any('stacksets-exec-*')], protectedRoles: [WAY_IN, any('stacksets-exec-*')],
    });
  });
});

describe('roles that a team names', () => {
  test('deployers change what is protected and are protected; they do not work everywhere', () => {
    const { everywhere, executors, all, protectedRoles } = of({ named: [any('pipeline')] });
    expect([everywhere, executors]).toEqual([[], [any('pipeline')]]);
    expect([all, protectedRoles]).toEqual([[WAY_IN, any('pipeline')], [WAY_IN, any('pipeline')]]);
  });

  test('break-glass and exempt roles are protected, and do not deploy', () => {
    const { executors, all, protectedRoles } = of({ breakGlass: [any('break-glass')], exempt: [any('mover')] });
    expect([executors, all]).toEqual([[], [WAY_IN]]);
    expect(protectedRoles).toEqual([WAY_IN, any('break-glass'), any('mover')]);
  });
});

test('of break-glass and exempt roles those that StackSets make are left to StackSets, which protects them from all others; deployers are not', () => {
  const { protectedRoles } = of({ breakGlass: [any('made/break-glass'), any('made-by-hand')], exempt: [inAudit('made/mover'), any('*/mover')], named: [any('made/pipeline')] });
  expect(protectedRoles).toEqual([any('*/mover'), WAY_IN, any('made-by-hand'), any('made/pipeline')].sort());
});

test.each<[string, Partial<DeployerFacts>, string[]]>([
  ['one that another covers', { named: [any('pipeline-*'), any('pipeline-a')] }, [WAY_IN, any('pipeline-*')]],
  ['one account of a role in every account', { named: [any('pipeline'), inAudit('pipeline')] }, [WAY_IN, any('pipeline')]],
  ['one that is named twice', { named: [any('pipeline'), any('pipeline')] }, [WAY_IN, any('pipeline')]],
  ['an exempt one that a deployer covers', { named: [any('pipeline-*')], exempt: [any('pipeline-?')] }, [WAY_IN, any('pipeline-*')]],
  ['bootstrap roles that a team names besides', { bootstrap: [bootstrap()], exempt: [bootstrap().deploy!] }, [WAY_IN, USUAL].sort()],
])('of patterns that say the same, %s is left out', (_, change, expected) => {
  expect([...of(change).protectedRoles].sort()).toEqual([...expected].sort());
});

test('a pattern that is only alike is kept', () => {
  expect(of({ named: [any('pipeline-?'), any('pipeline-*x')] }).all).toEqual([WAY_IN, any('pipeline-*x'), any('pipeline-?')]);
});

test('in another partition roles have ARNs of that partition', () => {
  const facts = of({ partition: 'aws-us-gov', controlTower: true });
  expect([...facts.all, ...facts.baseline].every((arn) => arn.startsWith('arn:aws-us-gov:iam::*:role/'))).toBe(true);
});
