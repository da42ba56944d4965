import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Accounts, Exemption, type ExemptionProps, GuardrailTarget, type Organization, RegionDenySCP, type RegionDenySCPProps, Rollout, Stage } from '../../src';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, PRODUCTION, SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from '../support/small-organization';
import { ALLOWED, type Asked, deniedBy, underScp } from '../support/verdict';

const DEPLOYER = 'arn:aws:iam::*:role/cdk-hnb659fds-cfn-exec-role-*';
const exemption = (principals = [DEPLOYER], change: Partial<ExemptionProps> = {}) =>
  Exemption.principals(principals, { reason: 'deploys to us-east-1', owner: 'platform', ticket: 'SEC-1', expires: '2027-01-31', ...change });

const enforcedOn = (...targets: GuardrailTarget[]) =>
  Rollout.targets(targets.map((target) => ({ target, stage: Stage.enforce({ acknowledgement: 'tried' }) })));

function synth(change: Partial<RegionDenySCPProps> = {}) {
  const stack = new Stack(new App(), 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const regionDeny = new RegionDenySCP(stack, 'RegionDeny', {
    organization: smallOrganization(), allowedRegions: ['eu-west-1', 'eu-west-3'], rollout: enforcedOn(GuardrailTarget.unit('Sandbox')), asOf: '2026-11-01', ...change,
  });
  return { stack, regionDeny };
}

describe('what it denies', () => {
  const { content } = synth({ exemptions: [exemption()] }).regionDeny;
  const deployer = 'arn:aws:iam::000000000005:role/cdk-hnb659fds-cfn-exec-role-000000000005-us-east-1';

  test.each<[string, Asked, string[]]>([
    ['work in an allowed Region', { action: 'ec2:RunInstances', region: 'eu-west-3' }, []],
    ['work in any other Region', { action: 'ec2:RunInstances', region: 'us-east-1' }, ['DenyOtherRegions']],
    ['IAM at its global endpoint', { action: 'iam:CreateRole', region: 'us-east-1' }, []],
    ['Identity Center in a home Region elsewhere', { action: 'sso:ListInstances', region: 'ap-southeast-2' }, []],
    ['the identity store in a home Region elsewhere', { action: 'identitystore:ListUsers', region: 'ap-southeast-2' }, []],
    ['the Support centre', { action: 'support:CreateCase', region: 'us-east-1' }, []],
    ['a certificate for CloudFront', { action: 'acm:RequestCertificate', region: 'us-east-1' }, []],
    ['a certificate in a far Region', { action: 'acm:RequestCertificate', region: 'ap-south-1' }, ['ConfineExemptServices']],
    ['a key in a far Region', { action: 'kms:CreateKey', region: 'ap-south-1' }, ['ConfineExemptServices']],
    ['a key in an allowed Region', { action: 'kms:CreateKey', region: 'eu-west-1' }, []],
    ['metrics of CloudFront', { action: 'cloudwatch:GetMetricData', region: 'us-east-1' }, []],
    ['an alarm in us-east-1', { action: 'cloudwatch:PutMetricAlarm', region: 'us-east-1' }, ['DenyOtherRegions']],
    ['the list of buckets', { action: 's3:ListAllMyBuckets', region: 'us-east-1' }, []],
    ['a bucket elsewhere', { action: 's3:CreateBucket', region: 'us-east-1' }, ['DenyOtherRegions']],
    ['an exempt deployer in us-east-1', { action: 'cloudformation:CreateStack', region: 'us-east-1', principal: deployer }, []],
    ['an exempt deployer in a far Region', { action: 'cloudformation:CreateStack', region: 'ap-south-1', principal: deployer }, ['ConfineExemptPrincipals']],
    ['an exempt deployer with a key in a far Region', { action: 'kms:CreateKey', region: 'ap-south-1', principal: deployer }, ['ConfineExemptPrincipals']],
    ['an exempt deployer with IAM', { action: 'iam:CreateRole', region: 'us-east-1', principal: deployer }, []],
  ])('%s', (_, request, sids) => {
    expect(underScp(content, request)).toEqual(sids.length > 0 ? deniedBy(...sids) : ALLOWED);
  });
});

test('every entry that Control Tower exempts stays usable in us-east-1', () => {
  const controlTower = 'a4b access-analyzer account acm activate artifact aws-marketplace-management aws-marketplace aws-portal billing billingconductor budgets ce '
    + 'chatbot chime cloudfront cloudtrail:LookupEvents compute-optimizer config consoleapp consolidatedbilling cur datapipeline:GetAccountLimits devicefarm '
    + 'directconnect ec2:DescribeRegions ec2:DescribeTransitGateways ec2:DescribeVpnGateways ecr-public fms freetier globalaccelerator health iam importexport '
    + 'invoicing iq kms license-manager:ListReceivedLicenses lightsail:GetInstance mobileanalytics networkmanager notifications-contacts notifications organizations '
    + 'payments pricing quicksight:DescribeAccountSubscription resource-explorer-2 route53-recovery-cluster route53-recovery-control-config '
    + 'route53-recovery-readiness route53 route53domains s3:CreateMultiRegionAccessPoint s3:DeleteMultiRegionAccessPoint '
    + 's3:DescribeMultiRegionAccessPointOperation s3:GetAccountPublicAccessBlock s3:GetBucketLocation s3:GetBucketPolicyStatus s3:GetBucketPublicAccessBlock '
    + 's3:GetMultiRegionAccessPointPolicy s3:GetStorageLensDashboard s3:ListAllMyBuckets s3:ListMultiRegionAccessPoints s3:ListStorageLensConfigurations '
    + 's3:PutAccountPublicAccessBlock s3:PutMultiRegionAccessPointPolicy savingsplans shield sso sts support supportapp supportplans sustainability '
    + 'tag:GetResources tax trustedadvisor vendor-insights:ListEntitledSecurityProfiles waf-regional waf wafv2';
  const { content } = synth().regionDeny;
  const denied = controlTower.split(' ').map((entry) => (entry.includes(':') ? entry : `${entry}:Anything`))
    .filter((action) => underScp(content, { action, region: 'us-east-1' }).decision !== 'allowed');
  expect(denied).toEqual([]);
});

test('without exemptions nobody is exempt and the statement about exempt principals is not there', () => {
  expect(JSON.parse(synth().regionDeny.content).Statement.map(({ Sid }: any) => Sid)).toEqual(['DenyOtherRegions', 'ConfineExemptServices']);
  expect(synth().regionDeny.content).not.toContain('PrincipalArn');
});

test('exempt roles keep what everybody has in us-east-1, whichever Regions they are given', () => {
  const { content } = synth({ exemptions: [exemption()], exemptPrincipalRegions: ['ap-south-1'] }).regionDeny;
  const principal = 'arn:aws:iam::000000000005:role/cdk-hnb659fds-cfn-exec-role-x';
  expect(underScp(content, { action: 'acm:RequestCertificate', region: 'us-east-1', principal })).toEqual(ALLOWED);
  expect(underScp(content, { action: 'ec2:RunInstances', region: 'ap-south-1', principal })).toEqual(ALLOWED);
  expect(underScp(content, { action: 'ec2:RunInstances', region: 'ap-south-2', principal })).toEqual(deniedBy('ConfineExemptPrincipals'));
});

test('it is attached to its targets, minified, and reports the bytes it takes', () => {
  const { stack, regionDeny } = synth();
  Template.fromStack(stack).hasResourceProperties('AWS::Organizations::Policy', { Type: 'SERVICE_CONTROL_POLICY', TargetIds: [SANDBOX_UNIT] });
  expect(regionDeny.bytes).toBe(Buffer.byteLength(regionDeny.content));
  expect(regionDeny.content).not.toMatch(/[\n\t]|": | "|, "/);
});

test('without targets it is created and binds nobody', () => {
  Template.fromStack(synth({ rollout: enforcedOn() }).stack).hasResourceProperties('AWS::Organizations::Policy', { TargetIds: Match.absent() });
});

test('places are attached in the order of their ids, in whatever order they are named', () => {
  const rollout = enforcedOn(GuardrailTarget.root(), GuardrailTarget.account('sandbox'));
  expect(synth({ rollout }).regionDeny.targetIds).toEqual([SANDBOX, 'r-root']);
});

test('an account exemption leaves every Region open to its account, and no other account', () => {
  const exempt = Exemption.accounts(Accounts.named('production'), { reason: 'moves to Europe', owner: 'shop', ticket: 'SEC-2', expires: '2027-01-31' });
  const { content } = synth({ exemptions: [exempt, exemption()] }).regionDeny;
  const far = (principal: string, action: string) => underScp(content, { action, region: 'ap-south-1', principal });
  expect(far(`arn:aws:iam::${PRODUCTION}:role/anybody`, 'ec2:RunInstances')).toEqual(ALLOWED);
  expect(far(`arn:aws:iam::${PRODUCTION}:role/anybody`, 'kms:CreateKey')).toEqual(ALLOWED);
  expect(far(`arn:aws:iam::${PRODUCTION}:role/cdk-hnb659fds-cfn-exec-role-x`, 'ec2:RunInstances')).toEqual(ALLOWED);
  expect(far(`arn:aws:iam::${SANDBOX}:role/anybody`, 'ec2:RunInstances')).toEqual(deniedBy('DenyOtherRegions'));
});

test('deployers work in every Region, and others do not become deployers by it', () => {
  const { content } = synth({ deployers: ['arn:aws:iam::*:role/AWSControlTowerExecution'] }).regionDeny;
  const far = (principal: string, action: string) => underScp(content, { action, region: 'ap-south-1', principal });
  expect(far(`arn:aws:iam::${SANDBOX}:role/AWSControlTowerExecution`, 'config:PutConfigurationRecorder')).toEqual(ALLOWED);
  expect(far(`arn:aws:iam::${SANDBOX}:role/AWSControlTowerExecution`, 'ec2:RunInstances')).toEqual(ALLOWED);
  expect(far(`arn:aws:iam::${SANDBOX}:role/AWSControlTowerExecution2`, 'ec2:RunInstances')).toEqual(deniedBy('DenyOtherRegions'));
});

test('a deployer that an exemption matches as well keeps every Region, and the other exempt roles theirs', () => {
  const { content } = synth({ deployers: ['arn:aws:iam::*:role/mover-of-all'], exemptions: [exemption(['arn:aws:iam::*:role/mover-*'])] }).regionDeny;
  const far = (name: string) => underScp(content, { action: 'ec2:RunInstances', region: 'ap-south-1', principal: `arn:aws:iam::${SANDBOX}:role/${name}` });
  expect([far('mover-of-all'), far('mover-of-some')]).toEqual([ALLOWED, deniedBy('ConfineExemptPrincipals')]);
});

describe('GovCloud', () => {
  const organization = smallOrganization((snapshot) => {
    snapshot.Organization.Arn = snapshot.Organization.Arn.replace('arn:aws:', 'arn:aws-us-gov:');
    snapshot.IdentityCenter.Region = 'us-gov-east-1';
  });

  test('refuses an exemption of all of its Identity Center roles as well', () => {
    const wide = { organization, allowedRegions: ['us-gov-east-1'], exemptions: [exemption(['arn:aws-us-gov:iam::*:role/*'])] };
    expect(codes(refusal(() => synth(wide)))).toEqual(['ExemptionTooBroad']);
  });

  test('has its own Region for global services', () => {
    const { content } = synth({ organization, allowedRegions: ['us-gov-east-1'] }).regionDeny;
    expect(underScp(content, { action: 'kms:CreateKey', region: 'us-gov-west-1' })).toEqual(ALLOWED);
    expect(content).not.toContain('us-east-1');
  });
});

describe('what it refuses', () => {
  test.each<[string, string[], Partial<RegionDenySCPProps>]>([
    ['no Region', ['RegionsEmpty'], { allowedRegions: [] }],
    ['an unknown Region', ['RegionUnknown'], { allowedRegions: ['eu-west-1', 'eu-west-9'] }],
    ['a Region of another partition', ['RegionUnknown'], { allowedRegions: ['eu-west-1', 'cn-north-1'] }],
    ['a Region named twice', ['RegionTwice'], { allowedRegions: ['eu-west-1', 'eu-west-1'] }],
    ['a list without the home Region', ['HomeRegionDenied'], { allowedRegions: ['eu-west-3'] }],
    ['an unknown Region for exempt principals', ['RegionUnknown'], { exemptPrincipalRegions: ['us-east-9'] }],
    ['a deployer that is no role', ['DeployerPrincipal'], { deployers: ['arn:aws:iam::000000000005:user/deployer'] }],
    ['deployers that are everybody', ['DeployerTooBroad'], { deployers: ['arn:aws:iam::*:role/*'] }],
    ['an unknown unit', ['UnitUnknown'], { rollout: enforcedOn(GuardrailTarget.unit('Sandbix')) }],
    ['an unknown account', ['AccountUnknown'], { rollout: enforcedOn(GuardrailTarget.account('nobody')) }],
    ['the management account, which no policy binds', ['TargetIsManagement'], { rollout: enforcedOn(GuardrailTarget.account('management')) }],
    ['an empty policy name', ['PolicyName'], { policyName: '' }],
    ['a policy name of 129 characters', ['PolicyName'], { policyName: 'x'.repeat(129) }],
    ['a day that is none', ['AsOf'], { asOf: '2026-02-30' }],
    ['an exemption that expired', ['ExemptionExpired'], { exemptions: [exemption(undefined, { expires: '2026-10-31' })] }],
    ['an exemption with a date that is none', ['ExemptionDate'], { exemptions: [exemption(undefined, { expires: 'soon' })] }],
    ['an exemption without reason, owner and ticket', ['ExemptionBlank', 'ExemptionBlank', 'ExemptionBlank'], { exemptions: [exemption(undefined, { reason: ' ', owner: '', ticket: '' })] }],
    ['an exemption of nobody', ['ExemptionEmpty'], { exemptions: [exemption([])] }],
    ['an exemption of a session instead of a role', ['ExemptionPrincipal'], { exemptions: [exemption(['arn:aws:sts::000000000005:assumed-role/x/y'])] }],
    ['an exemption of everything', ['ExemptionPrincipal'], { exemptions: [exemption(['*'])] }],
    ['an exemption of all roles', ['ExemptionTooBroad'], { exemptions: [exemption(['arn:aws:iam::*:role/*'])] }],
    ['an exemption of all Identity Center roles', ['ExemptionTooBroad'], { exemptions: [exemption(['arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*'])] }],
    ['an exemption of all Identity Center roles of the home Region', ['ExemptionTooBroad'], { exemptions: [exemption(['arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/eu-west-1/*'])] }],
    ['an exemption of all Identity Center roles by their common prefix', ['ExemptionTooBroad'], { exemptions: [exemption(['arn:aws:iam::*:role/*AWSReservedSSO_*'])] }],
    ['an exemption in another partition', ['ExemptionPrincipal'], { exemptions: [exemption(['arn:aws-cn:iam::*:role/deployer'])] }],
    ['an exemption of all Identity Center roles of one account', ['ExemptionTooBroad'], { exemptions: [exemption(['arn:aws:iam::000000000005:role/aws-reserved/*'])] }],
  ])('%s: %j', (_, expected, change) => {
    const message = refusal(() => synth(change));
    expect(codes(message)).toEqual(expected);
    expect(message).toMatch(/\n {2}fix: .+\n {2}at: Management\/RegionDeny$/s);
  });

  test.each<[string, Partial<RegionDenySCPProps>]>([
    ['a policy name of 128 characters', { policyName: 'x'.repeat(128) }],
    ['an exemption on its last day', { exemptions: [exemption(undefined, { expires: '2026-11-01' })] }],
    ['an exemption of the roles of one set', { exemptions: [exemption(['arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Operator_*'])] }],
    ['a Region for exempt principals that everybody has', { exemptPrincipalRegions: ['eu-west-3', 'us-east-1'] }],
    ['one account as target', { rollout: enforcedOn(GuardrailTarget.account('sandbox')) }],
  ])('but not %s', (_, change) => {
    expect(() => synth(change)).not.toThrow();
  });
});

describe('slots and bytes', () => {
  const whole = (organization: Organization) => () => (synth({ organization }).stack.node.root as App).synth();
  const crowded = (foreign: number) => smallOrganization((snapshot) => {
    for (let index = 0; index < foreign; index++) {
      snapshot.Policies.push(scp(`p-foreign${index}0`, `aws-guardrails-${index}`, [SANDBOX_UNIT]));
    }
  });

  test('nine slots taken, FullAWSAccess and foreign policies together, leave room for one', () => {
    expect(whole(crowded(8))).not.toThrow();
  });

  test('ten slots taken leave no room, and the message says what could be detached', () => {
    const message = refusal(whole(crowded(9)));
    expect(codes(message)).toEqual(['PolicySlots']);
    expect(message).toContain("'Sandbox' has 10 slots for service control policies; 10 are taken");
    expect(message).toMatch(/fix: .*merge or detach some of 'aws-guardrails-0'/);
    expect(message).not.toMatch(/detach some of [^\n]*FullAWSAccess/);
  });

  test('our own policy in a later snapshot does not count against itself', () => {
    const withPolicy = (name: string) => smallOrganization((snapshot) => snapshot.Policies.push(scp('p-ours00000', name, [SANDBOX_UNIT])), { scpsPerTarget: 2 });
    expect(whole(withPolicy('zero-trust-region-deny'))).not.toThrow();
    expect(codes(refusal(whole(withPolicy('somebody-elses'))))).toEqual(['PolicySlots']);
  });

  test('two guardrails of one app that find one slot share one policy', () => {
    const organization = smallOrganization(() => {}, { scpsPerTarget: 2 });
    const { stack, regionDeny } = synth({ organization });
    const second = new RegionDenySCP(stack, 'Second', {
      organization, allowedRegions: ['eu-west-1'], rollout: enforcedOn(GuardrailTarget.unit('Sandbox')), policyName: 'second', asOf: '2026-11-01',
    });
    const [{ Properties }, ...others] = Object.values(Template.fromStack(stack).findResources('AWS::Organizations::Policy'));
    expect(others).toEqual([]);
    expect(Properties.Content.Statement).toHaveLength([regionDeny, second].flatMap(({ content }) => JSON.parse(content).Statement).length);
    expect(underScp(JSON.stringify(Properties.Content), { action: 'ec2:RunInstances', region: 'eu-west-3' })).toEqual(deniedBy('DenyOtherRegions2'));
  });

  test('a policy of exactly the allowed bytes fits and one byte more does not', () => {
    const { bytes } = synth().regionDeny;
    expect(() => synth({ organization: smallOrganization(() => {}, { scpBytes: bytes }) })).not.toThrow();
    expect(refusal(() => synth({ organization: smallOrganization(() => {}, { scpBytes: bytes - 1 }) })))
      .toContain(`[PolicySize] the policy 'zero-trust-region-deny' has ${bytes} bytes; ${bytes - 1} fit, 1 too many`);
  });
});

test.each([['2026-12-01', true], ['2026-12-02', false]])('an exemption that expires on %s is warned of: %s', (expires, warned) => {
  const { stack } = synth({ exemptions: [exemption(undefined, { expires })] });
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('exemption of .* expires on'));
  expect(warnings.length > 0).toBe(warned);
});

test('what must not be in the template is not: the day dates are compared with', () => {
  expect(JSON.stringify(Template.fromStack(synth({ asOf: '2026-11-01', exemptions: [exemption()] }).stack))).not.toContain('2026-11-01');
});
