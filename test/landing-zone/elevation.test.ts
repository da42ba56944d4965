import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Accounts, type LandingZoneProps, PermissionSet, Rollout, Stage } from '../../src';
import { GrantedRoles, concrete } from '../support/granted-roles';
import { landingZone } from '../support/landing-zone';
import { codes, refusal } from '../support/messages';
import { nagFindings } from '../support/nag';
import { AUDIT, MANAGEMENT, PRODUCTION } from '../support/small-organization';

const PERSON = `arn:aws:iam::${MANAGEMENT}:user/emergency-`;
const LENDING: Partial<LandingZoneProps> = {
  permissionSets: [PermissionSet.readOnly(), PermissionSet.administrator({ sessionDuration: Duration.hours(1) })],
  elevation: [{ permissionSet: 'Administrator', accounts: Accounts.all(), requesters: ['ops'], approvers: ['leads'] }],
};
const EVERYTHING: Partial<LandingZoneProps> = {
  ...LENDING, breakGlass: { accounts: Accounts.all(), trustedUsers: [`${PERSON}1`, `${PERSON}2`] },
  rollout: Rollout.stages([{ unit: 'Workloads', stage: Stage.enforce({ acknowledgement: 'tried' }) }, { unit: 'Security', stage: Stage.enforce({ acknowledgement: 'tried' }) }]),
};

const warningsOf = (change: Partial<LandingZoneProps>) => {
  const { zone } = landingZone(change);
  return [zone, zone.identityStack].flatMap((scope) => scope.node.findAll()).flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
};

describe('a landing zone that lends', () => {
  test('is synthesized with everything proved, and its report says who may ask for what', () => {
    const { app } = landingZone(EVERYTHING);
    expect(() => app.synth()).not.toThrow();
  });

  test('reaches the management account through roles of it, and twins that carry the policy that denies', () => {
    const { zone, template } = landingZone(LENDING);
    expect(zone.managementAccess).toBeDefined();
    const management = template(zone.managementStack);
    management.hasResourceProperties('AWS::SSO::PermissionSet', {
      Name: 'Administrator-mgmt', CustomerManagedPolicyReferences: [{ Name: 'zero-trust-session-denial', Path: '/zero-trust/' }],
    });
    const [[, twin]] = Object.entries(management.findResources('AWS::SSO::PermissionSet', { Properties: { Name: 'Administrator-mgmt' } }));
    expect(twin.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^SessionDenialPoliciesKeepPolicies/)]));
    const roles = new GrantedRoles(management, MANAGEMENT);
    const [setId] = Object.keys(management.findResources('AWS::SSO::PermissionSet', { Properties: { Name: 'Administrator-mgmt' } }));
    expect(roles.whoMay('sso:CreateAccountAssignment', `arn:aws:made:::${setId}`)).toEqual(['ManagementAccessLending']);
    expect(roles.whoMay('sso:DeleteAccountAssignment', `arn:aws:made:::${setId}`)).toEqual(['ManagementAccessRemoval']);
    expect(roles.whoMay('sso:ListAccountAssignments', `arn:aws:made:::${setId}`)).toEqual([
      'CatalogManagementAccessDriftFunctionsCheckRole', 'ManagementAccessLending', 'ManagementAccessListing', 'ManagementAccessRemoval',
    ].filter((id) => roles.may(id, 'sso:ListAccountAssignments', `arn:aws:made:::${setId}`)));
    expect(roles.whoMay('sso:CreateAccountAssignment', `arn:aws:sso:::account/${PRODUCTION}`)).toEqual([]);
  });

  test('has roles there that trust one function each', () => {
    const { zone, template } = landingZone(LENDING);
    const trusted = Object.values(template(zone.managementStack).findResources('AWS::IAM::Role')).map(({ Properties }) => concrete(Properties))
      .filter(({ RoleName }) => /^zero-trust-management-/.test(RoleName))
      .map(({ RoleName, AssumeRolePolicyDocument: { Statement: [{ Principal, Condition }] } }) => [RoleName, Principal.AWS, Condition.ArnLike['aws:PrincipalArn']]);
    expect(trusted.sort()).toEqual(['access:lending', 'listing:sweep', 'removal:removal'].map((pair) => pair.split(':')).map(([name, path]) => (
      [`zero-trust-management-${name}`, `arn:aws:iam::${AUDIT}:root`, `arn:aws:iam::${AUDIT}:role/zero-trust/elevation/${path}/*`])));
  });

  test('has templates of which none refers to another account', () => {
    const { zone, template } = landingZone(EVERYTHING);
    for (const stack of [zone.identityStack, zone.managementStack, zone.auditStack, zone.logArchiveStack]) {
      expect(JSON.stringify(template(stack).toJSON())).not.toMatch(/Fn::GetStackOutput|Fn::ImportValue/);
    }
  });

  test('has no way into the management account where nothing is lent there', () => {
    const { zone } = landingZone({ ...LENDING, elevation: [{ ...LENDING.elevation![0], accounts: Accounts.named('production') }] });
    expect(zone.managementAccess).toBeUndefined();
  });

  test('has its drift check leave alone what is lent', () => {
    const { zone, template } = landingZone(LENDING);
    const [check] = Object.values(template(zone.identityStack).findResources('AWS::Lambda::Function', { Properties: { FunctionName: Match.stringLikeRegexp('check-access') } }));
    expect(concrete(check.Properties.Environment.Variables.LEDGER_TABLE)).toMatch(/ElevationLeasesTable/);
  });

  test('tells whoever is told of detections, where that is the same account', () => {
    const { zone } = landingZone(LENDING);
    expect(zone.elevation!.alarms.every(({ alarmActions }) => alarmActions!.includes(zone.audit.detections.topicArn))).toBe(true);
    expect(zone.sessionDenial.alarms.every(({ alarmActions }) => alarmActions!.includes(zone.audit.detections.topicArn))).toBe(true);
  });

  test('administers Identity Center from the management account, too, in one stack', () => {
    const { zone, app } = landingZone({
      ...LENDING, identityAccount: 'management', elevation: [{ ...LENDING.elevation![0], accounts: Accounts.all().except('management') }],
    });
    expect([zone.managementAccess, zone.identityStack === zone.managementStack]).toEqual([undefined, true]);
    expect(() => app.synth()).not.toThrow();
  });

  test('has nothing that cdk-nag finds', () => {
    // of policies of buckets that CloudTrail writes, cdk-nag does not see that they ask for encrypted calls.
    expect(nagFindings(landingZone(EVERYTHING).app).filter((finding) => !/^AwsSolutions-S10 .*AuditVault/.test(finding))).toEqual([]);
  });
});

describe('a landing zone that lends nothing', () => {
  test('can deny open sessions all the same', () => {
    const { zone, template } = landingZone();
    expect([zone.elevation, zone.managementAccess, zone.breakGlass]).toEqual([undefined, undefined, undefined]);
    template(zone.managementStack).resourceCountIs('Custom::SessionDenialPolicies', 1);
    template(zone.identityStack).hasResourceProperties('AWS::DynamoDB::Table', { TableName: Match.stringLikeRegexp('^zero-trust-session-denials-') });
  });

  test('is refused options of lending', () => {
    expect(codes(refusal(() => landingZone({ elevationOptions: {} })))).toEqual(['ElevationPoliciesMissing']);
  });

  test('warns of privileged sets that nobody can have', () => {
    const unreachable = (change: Partial<LandingZoneProps>) => warningsOf(change).filter((text) => text.includes('privileged-sets-unreachable'));
    expect(unreachable({ permissionSets: LENDING.permissionSets })).toEqual([expect.stringContaining("Nobody can have 'Administrator'")]);
    expect(unreachable(LENDING)).toEqual([]);
    expect(unreachable({})).toEqual([]);
  });
});

test('everything that is wrong with a landing zone and what it lends is raised at once', () => {
  expect(codes(refusal(() => landingZone({
    ...LENDING, allowedRegions: [], elevation: [{ ...LENDING.elevation![0], maxDuration: Duration.hours(13) }], sessionDenial: { policies: 6 },
    breakGlass: { accounts: Accounts.all(), trustedUsers: [] },
  })))).toEqual(expect.arrayContaining(['RegionsEmpty', 'ElevationDuration', 'SessionDenialPolicies', 'BreakGlassUsers']));
});

test('omitting elevation gives nobody anything', () => {
  const { zone } = landingZone({ permissionSets: LENDING.permissionSets });
  const roles = new GrantedRoles(Template.fromStack(zone.identityStack), AUDIT);
  expect(roles.whoMay('sso:CreateAccountAssignment', `arn:aws:sso:::account/${PRODUCTION}`)).toEqual([]);
  expect(Annotations.fromStack(zone.identityStack).findError('*', Match.anyValue())).toEqual([]);
});
