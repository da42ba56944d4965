import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import fc from 'fast-check';
import {
  type AccessRule, Accounts, CustomerManagedPolicy, type DeployedPolicyProps, type Organization, OrganizationFeatures, PermissionSet,
  PermissionSetPolicies, type PermissionSetProps, PermissionsBoundary, Rollout, RootDenySCP,
} from '../../src';
import { STACK_SETS } from '../../src/organization/domain/stack-sets';
import { codes, refusal } from '../support/messages';
import { AUDIT, MANAGEMENT, PRODUCTION, SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from '../support/small-organization';

const trusting = (change: (snapshot: any) => void = () => {}) => smallOrganization((snapshot) => {
  snapshot.EnabledServicePrincipals.push({ ServicePrincipal: STACK_SETS });
  change(snapshot);
});
const deployed = (change: Partial<DeployedPolicyProps> = {}) =>
  CustomerManagedPolicy.deployed({ name: 'edge', statements: [new PolicyStatement({ actions: ['s3:ListBucket'], resources: ['*'] })], ...change });
const set = (change: Partial<PermissionSetProps> = {}) => PermissionSet.custom({ name: 'Reader', description: 'Reads', customerManagedPolicies: [deployed()], ...change });
const rule = (accounts: Accounts, permissionSet = 'Reader'): AccessRule => ({ group: 'readers', permissionSet, accounts });

interface World {
  readonly organization?: Organization;
  readonly permissionSets?: PermissionSet[];
  readonly access?: AccessRule[];
  readonly account?: string;
  readonly before?: (stack: Stack) => void;
}

function synth({ organization = trusting(), permissionSets = [set()], access = [rule(Accounts.named('sandbox'))], account = MANAGEMENT, before = () => {} }: World = {}) {
  const app = new App();
  const stack = new Stack(app, 'Management', { env: { account, region: 'eu-west-1' } });
  before(stack);
  const policies = new PermissionSetPolicies(stack, 'Policies', { organization, permissionSets, access });
  const stackSets = () => Object.entries<any>(Template.fromStack(stack).findResources('AWS::CloudFormation::StackSet'));
  return { app, stack, policies, template: () => Template.fromStack(stack), stackSets };
}

describe('a policy in member accounts', () => {
  test('is one service-managed StackSet over the whole organization, new accounts included', () => {
    synth().template().hasResource('AWS::CloudFormation::StackSet', {
      Properties: {
        StackSetName: 'zero-trust-policy-edge',
        Description: 'Zero Trust landing zone: the policy edge of permission sets',
        PermissionModel: 'SERVICE_MANAGED',
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
        ManagedExecution: { Active: true },
        StackInstancesGroup: [{ Regions: ['eu-west-1'], DeploymentTargets: { OrganizationalUnitIds: ['r-root'], Accounts: Match.absent(), AccountFilterType: Match.absent() } }],
      },
    });
  });

  test('fails the deployment when one account fails, and is made in all accounts at once', () => {
    synth().template().hasResourceProperties('AWS::CloudFormation::StackSet', {
      OperationPreferences: { FailureToleranceCount: 0, MaxConcurrentPercentage: 100, ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE' },
    });
  });

  test('is kept when it leaves the template, unless its very first deployment fails', () => {
    synth().template().hasResource('AWS::CloudFormation::StackSet', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('is made by a template that says nothing but its name, its path and its document', () => {
    const [[, { Properties }]] = synth({ permissionSets: [set({ customerManagedPolicies: [deployed({ description: 'Lists buckets' })] })] }).stackSets();
    expect(Properties.Description).toBe('Lists buckets');
    expect(JSON.parse(Properties.TemplateBody)).toEqual({
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: {
        ManagedPolicyName: 'edge', Path: '/zero-trust/policies/',
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }] },
      } } },
    });
  });

  test('is made in exactly the accounts that it names, without those that come later', () => {
    const policy = deployed({ accounts: Accounts.under('Workloads').and(Accounts.named('sandbox', 'management')) });
    synth({ permissionSets: [set({ customerManagedPolicies: [policy] })] }).template().hasResourceProperties('AWS::CloudFormation::StackSet', {
      AutoDeployment: { Enabled: false, RetainStacksOnAccountRemoval: Match.absent() },
      StackInstancesGroup: [{ Regions: ['eu-west-1'], DeploymentTargets: { OrganizationalUnitIds: ['r-root'], AccountFilterType: 'INTERSECTION', Accounts: [PRODUCTION, SANDBOX] } }],
    });
  });

  test('is one for all sets that share it, as a policy or as a boundary', () => {
    const boundary = PermissionsBoundary.deployed({ name: 'edge', statements: [new PolicyStatement({ actions: ['s3:ListBucket'], resources: ['*'] })] });
    const sets = [set(), set({ name: 'Other' }), PermissionSet.readOnly({ permissionsBoundary: boundary })];
    const { stackSets, policies } = synth({ permissionSets: sets });
    expect(stackSets()).toHaveLength(1);
    expect(policies.stackSetNames).toEqual({ edge: 'zero-trust-policy-edge' });
  });

  test('is made for a set that no rule gives, because it may be lent', () => {
    expect(synth({ access: [] }).stackSets()).toHaveLength(1);
  });
});

describe('a policy in the management account, which no StackSet reaches', () => {
  test('is a policy of the stack when a rule gives the set there', () => {
    synth({ access: [rule(Accounts.all())] }).template().hasResourceProperties('AWS::IAM::ManagedPolicy', {
      ManagedPolicyName: 'edge', Path: '/zero-trust/policies/', Description: Match.absent(),
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }] },
    });
  });

  test.each<[string, AccessRule[]]>([
    ['no rule', []],
    ['a rule for member accounts only', [rule(Accounts.all().except('management'))]],
    ['a rule for another set', [rule(Accounts.all(), 'Other')]],
  ])('is missing with %s', (_, access) => {
    const { template } = synth({ permissionSets: [set(), set({ name: 'Other', customerManagedPolicies: [], managedPolicies: ['ReadOnlyAccess'] })], access });
    template().resourceCountIs('AWS::IAM::ManagedPolicy', 0);
    template().resourceCountIs('AWS::CloudFormation::StackSet', 1);
  });

  test('needs no StackSet, and no trust in StackSets, when it is made nowhere else', () => {
    const permissionSets = [set({ customerManagedPolicies: [deployed({ accounts: Accounts.named('management') })] })];
    const { template } = synth({ organization: smallOrganization(), permissionSets, access: [rule(Accounts.named('management'))] });
    template().resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template().resourceCountIs('AWS::CloudFormation::StackSet', 0);
  });
});

describe('nothing that is not asked for', () => {
  test.each<[string, PermissionSet[]]>([
    ['no sets', []],
    ['presets', [PermissionSet.readOnly(), PermissionSet.administrator()]],
    ['policies that exist', [set({ customerManagedPolicies: [CustomerManagedPolicy.existing('own')], permissionsBoundary: PermissionsBoundary.customerManaged('most') })]],
  ])('%s make nothing, anywhere', (_, permissionSets) => {
    const { template, policies } = synth({ organization: smallOrganization(), permissionSets, access: [rule(Accounts.all())], account: AUDIT });
    expect(template().toJSON().Resources ?? {}).toEqual({});
    expect(policies.stackSetNames).toEqual({});
  });
});

describe('what waits for a policy', () => {
  const permissionSet = (stack: Stack) => new CfnPermissionSet(stack, 'Set', { instanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef', name: 'Reader' });

  test('is the set that names it, in the same stack, in both kinds of account', () => {
    const { stack, policies, template } = synth({ access: [rule(Accounts.all())] });
    policies._before('Reader', permissionSet(stack));
    const needed = ['AWS::CloudFormation::StackSet', 'AWS::IAM::ManagedPolicy'].flatMap((type) => Object.keys(template().findResources(type)));
    template().hasResource('AWS::SSO::PermissionSet', { DependsOn: needed.sort() });
  });

  test('is the stack of the set that names it, when that is another one', () => {
    const { app, stack, policies } = synth();
    const identity = new Stack(app, 'Identity', { env: { account: AUDIT, region: 'eu-west-1' } });
    policies._before('Reader', permissionSet(identity));
    app.synth();
    expect(identity.dependencies).toEqual([stack]);
  });

  test('is no other set', () => {
    const { stack, policies, template } = synth();
    policies._before('Other', permissionSet(stack));
    template().hasResource('AWS::SSO::PermissionSet', { DependsOn: Match.absent() });
  });
});

describe('StackSets must be trusted', () => {
  const features = (organization: Organization, trustedServices: string[]) => (stack: Stack) => new OrganizationFeatures(stack, 'Features', { organization, trustedServices });

  test('by the snapshot, or by features that are switched on before', () => {
    expect(codes(refusal(() => synth({ organization: smallOrganization() })))).toEqual(['StackSetsNotTrusted']);
    expect(codes(refusal(() => synth({ organization: smallOrganization(), before: features(smallOrganization(), ['cloudtrail.amazonaws.com']) })))).toEqual(['StackSetsNotTrusted']);
    const { stackSets, stack } = synth({ organization: smallOrganization(), before: features(smallOrganization(), [STACK_SETS]) });
    expect(stackSets()[0][1].DependsOn.some((id: string) => Template.fromStack(stack).toJSON().Resources[id].Type === 'Custom::OrganizationFeatures')).toBe(true);
  });

  test('in this organization, not in another one of the app', () => {
    const other = smallOrganization((snapshot) => { snapshot.Organization.Id = 'o-anotherone1'; });
    expect(codes(refusal(() => synth({ organization: smallOrganization(), before: features(other, [STACK_SETS]) })))).toEqual(['StackSetsNotTrusted']);
  });

  test('whoever administers them elsewhere is named in a warning', () => {
    const delegate = { Id: AUDIT, DelegatedServices: [{ ServicePrincipal: STACK_SETS }] };
    const delegated = trusting((snapshot) => snapshot.DelegatedAdministrators.push(delegate));
    Annotations.fromStack(synth({ organization: delegated }).stack).hasWarning('*', Match.stringLikeRegexp(`StackSets are delegated to 'audit' \\(${AUDIT}\\)`));
    expect(Annotations.fromStack(synth().stack).findWarning('*', Match.anyValue())).toEqual([]);
    const nothing = synth({ organization: delegated, permissionSets: [PermissionSet.readOnly()], access: [] });
    expect(Annotations.fromStack(nothing.stack).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

test('what is assumed is one warning', () => {
  const { stack } = synth({ permissionSets: [set({ customerManagedPolicies: [CustomerManagedPolicy.existing('own'), deployed()] })], access: [rule(Accounts.named('sandbox', 'audit'))] });
  Annotations.fromStack(stack).hasWarning('/Management/Policies', Match.stringLikeRegexp("not deployed with them: '/own'\\. .* in 2 accounts\\."));
});

describe('what it refuses', () => {
  test('another account, and everything wrong with policies and rules, at once', () => {
    const permissionSets = [set({ customerManagedPolicies: [deployed({ statements: [] })] }), set({ name: 'Other', customerManagedPolicies: [deployed({ accounts: Accounts.named('audit') })] })];
    expect(codes(refusal(() => synth({ organization: smallOrganization(), permissionSets, access: [rule(Accounts.named('sandbox'), 'Other')], account: AUDIT }))))
      .toEqual(['ManagedPolicyEmpty', 'ManagedPolicyTwice', 'ManagedPolicyReach', 'StackAccount', 'StackSetsNotTrusted']);
  });

  test('an organization without Identity Center', () => {
    expect(codes(refusal(() => synth({ organization: trusting((snapshot) => { delete snapshot.IdentityCenter; }) })))).toEqual(['IdentityCenterMissing']);
  });

  test('a policy that is made elsewhere in the app, under whatever spelling, when it is synthesized', () => {
    const twice = (name: string, organization = trusting()) => {
      const { app, stack } = synth();
      new PermissionSetPolicies(stack, 'More', { organization, permissionSets: [set({ customerManagedPolicies: [deployed({ name })] })], access: [] });
      app.synth();
    };
    expect(new Set(codes(refusal(() => twice('EDGE'))))).toEqual(new Set(['ManagedPolicyTwice']));
    expect(() => twice('ridge')).not.toThrow();
    expect(() => twice('EDGE', trusting((snapshot) => { snapshot.Organization.Id = 'o-anotherone1'; }))).not.toThrow();
  });
});

describe('StackSets are proved to be let through in every account', () => {
  const theirs = JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'NoPolicies', Effect: 'Deny', Action: 'iam:CreatePolicy', Resource: '*' }] });
  const organization = trusting((snapshot) => snapshot.Policies.push(scp('p-theirs01', 'their-deny', [SANDBOX_UNIT], { content: theirs })));
  const proved = (policy: CustomerManagedPolicy) => () => {
    const { app, stack } = synth({ organization, permissionSets: [set({ customerManagedPolicies: [policy] })], access: [] });
    new RootDenySCP(stack, 'Deny', { organization, rollout: Rollout.stages([]), asOf: '2026-11-01' });
    app.synth();
  };

  test('a policy of others in the way stops the synth, and leaving the account out lets it go on', () => {
    const message = refusal(proved(deployed()));
    expect(codes(message)).toEqual(['LockedOut']);
    expect(message).toContain('StackSets makes the policy edge');
    expect(message).toContain("'their-deny'");
    expect(proved(deployed({ accounts: Accounts.all().except('sandbox') }))).not.toThrow();
  });
});

describe('what one policy is does not hang on the others', () => {
  const NAMES = ['a', 'b', 'c-1', 'd_2', 'e.f'];
  const policyOf = (name: string) => deployed({ name, statements: [new PolicyStatement({ actions: ['s3:ListBucket'], resources: [`arn:aws:s3:::${name}`] })] });
  const someNames = fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 });
  const model = fc.record({
    sets: fc.array(fc.record({ policies: someNames }), { minLength: 1, maxLength: 4 }),
    rules: fc.array(fc.record({ set: fc.nat(3), where: fc.constantFrom('sandbox', 'audit', 'production') }), { maxLength: 5 }),
    accountMore: fc.boolean(),
  });
  const made = ({ sets, rules, accountMore }: any) => {
    const organization = trusting((snapshot) => accountMore && snapshot.Accounts.push({ ...snapshot.Accounts[4], Id: '000000000006', Name: 'newcomer' }));
    const permissionSets = sets.map(({ policies }: any, index: number) => set({ name: `Set${index}`, customerManagedPolicies: policies.map(policyOf) }));
    const places = rules.filter(({ set: index }: any) => index < sets.length);
    return new Map(synth({ organization, permissionSets, access: places.map(({ set: index, where }: any) => rule(Accounts.named(where), `Set${index}`)) }).stackSets());
  };

  test('whatever sets, rules and accounts come and go, a StackSet that stays is the same, byte for byte', () => {
    fc.assert(fc.property(model, model, (one, other) => {
      const [before, after] = [made(one), made(other)];
      for (const [id, resource] of before) {
        expect(after.get(id) ?? resource).toEqual(resource);
      }
      const shared = NAMES.filter((name) => [one, other].every(({ sets }) => sets.some(({ policies }) => policies.includes(name))));
      expect([...before.keys()].filter((id) => after.has(id))).toHaveLength(shared.length);
    }), { numRuns: 50 });
  });

  const name = fc.stringMatching(/^[\w+=,.@-]{1,128}$/);
  test('policies of different names have StackSets of different names, each one that StackSets takes', () => {
    fc.assert(fc.property(name, name, (one, other) => {
      fc.pre(one.toLowerCase() !== other.toLowerCase());
      const { policies } = synth({ permissionSets: [set({ customerManagedPolicies: [policyOf(one), policyOf(other)] })], access: [] });
      const names = Object.values(policies.stackSetNames);
      expect(new Set(names).size).toBe(2);
      names.forEach((each) => expect(each).toMatch(/^[a-zA-Z][a-zA-Z0-9-]{0,127}$/));
    }), { numRuns: 200 });
  });
});
