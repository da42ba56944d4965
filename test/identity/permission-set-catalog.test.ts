import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import {
  type AccessRule, Accounts, CustomerManagedPolicy, PermissionSet, PermissionSetCatalog, type PermissionSetCatalogProps, PermissionsBoundary,
  UndeclaredAssignments,
} from '../../src';
import { codes, refusal } from '../support/messages';
import { AUDIT, MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';
import { mostAtOnce, stackTree } from '../support/stack-tree';

const RULES: AccessRule[] = [
  { group: 'readers', permissionSet: 'ReadOnly', accounts: Accounts.all() },
  { group: 'builders', permissionSet: 'Developer', accounts: Accounts.named('sandbox') },
];

function world(change: Partial<PermissionSetCatalogProps> = {}, { account = AUDIT, region = 'eu-west-1' } = {}) {
  const app = new App();
  const identity = new Stack(app, 'Identity', { env: { account, region } });
  const management = new Stack(app, 'Management', { env: { account: MANAGEMENT, region } });
  const catalog = () => new PermissionSetCatalog(identity, 'Catalog', {
    organization: smallOrganization(), permissionSets: [PermissionSet.readOnly(), PermissionSet.developer()], access: RULES, managementScope: management, asOf: '2026-11-01', ...change,
  });
  return { identity, management, catalog };
}

function synth(...args: Parameters<typeof world>) {
  const { identity, management, catalog } = world(...args);
  const made = catalog();
  const [identityTemplate, managementTemplate] = [identity, management].map((stack) => Template.fromStack(stack));
  return { catalog: made, identity: identityTemplate, management: managementTemplate, stack: identity, managementStack: management };
}

/** Assignments stand in nested stacks, one for each account, which are named after it. */
const assignments = (stack: Stack) => stackTree(stack).filter(({ type }) => type === 'AWS::SSO::Assignment');
const names = (template: Template) => Object.values(template.findResources('AWS::SSO::PermissionSet')).map(({ Properties }) => Properties.Name).sort();
const targets = (stack: Stack) => assignments(stack).map(({ properties }) => properties.TargetId as string).sort();

test('the check in the management account reads no table of the other account, and protects sets that it has, or that nobody has', () => {
  const { identity, management } = synth({ drift: {
    ledgerTable: CfnTable.fromTableArn(new Stack(), 'Ledger', `arn:aws:dynamodb:eu-west-1:${AUDIT}:table/leases`),
    undeclared: UndeclaredAssignments.remove({ protectedSets: ['ReadOnly', 'Developer', 'Nowhere'] }),
  } });
  const ledgers = (template: Template) => Object.values(template.findResources('AWS::Lambda::Function'))
    .filter(({ Properties }) => Properties.Environment?.Variables.LEDGER_TABLE);
  expect([ledgers(identity).length > 0, ledgers(management)]).toEqual([true, []]);
  const protectedSets = (template: Template) => Object.values(template.findResources('AWS::StepFunctions::StateMachine'))
    .map(({ Properties }) => /"protectedSets":(\[.*?\])/.exec(Properties.DefinitionString['Fn::Join'][1].join(''))![1]);
  expect([protectedSets(identity), protectedSets(management)]).toEqual([['["ReadOnly","Developer","Nowhere"]'], ['["ReadOnly","Nowhere"]']]);
});

test('from a delegated administrator, the catalogue splits in two: the management account has twins of its own', () => {
  const { identity, management, catalog, stack, managementStack } = synth();
  expect(names(identity)).toEqual(['Developer', 'ReadOnly']);
  expect(names(management)).toEqual(['ReadOnly-mgmt']);
  expect(targets(managementStack)).toEqual([MANAGEMENT]);
  expect(targets(stack)).not.toContain(MANAGEMENT);
  expect(Object.keys(catalog.managementPermissionSetArns)).toEqual(['ReadOnly']);
});

test('the split is warned of, because no guardrail binds the management account', () => {
  Annotations.fromStack(synth().stack).hasWarning('*', Match.stringLikeRegexp("the sets 'ReadOnly' have twins there whose names end in '-mgmt'"));
});

test('in the management account itself the catalogue stays whole and keeps the names', () => {
  const { identity, management, catalog, stack } = synth({}, { account: MANAGEMENT });
  expect(names(identity)).toEqual(['Developer', 'ReadOnly']);
  expect(targets(stack)).toContain(MANAGEMENT);
  expect(names(management)).toEqual([]);
  expect(catalog.managementPermissionSetArns).toEqual(catalog.permissionSetArns);
});

test('every declared set is made on the member side, whoever uses it, and a twin only of what the management account uses', () => {
  const { identity, management } = synth({ access: [{ group: 'billing', permissionSet: 'ReadOnly', accounts: Accounts.named('management') }] });
  expect(names(identity)).toEqual(['Developer', 'ReadOnly']);
  expect(names(management)).toEqual(['ReadOnly-mgmt']);
});

test('a rule that newly reaches the management account renames nothing that people hold', () => {
  const held = ({ identity, stack }: ReturnType<typeof synth>) => [identity.findResources('AWS::SSO::PermissionSet'), assignments(stack)];
  expect(held(synth())).toEqual(held(synth({ access: [{ ...RULES[0], accounts: Accounts.all().except('management') }, RULES[1]] })));
});

test('a set reaches its template with everything that was said of it', () => {
  const permissionSets = [PermissionSet.custom({
    name: 'Reader', description: 'Reads', managedPolicies: ['job-function/ViewOnlyAccess'], customerManagedPolicies: [CustomerManagedPolicy.existing('own')],
    permissionsBoundary: PermissionsBoundary.customerManaged('edge', '/team/'), relayState: 'https://console.aws.amazon.com/', tags: { team: 'data' },
  })];
  const { identity } = synth({ permissionSets, access: [{ group: 'readers', permissionSet: 'Reader', accounts: Accounts.named('sandbox') }] });
  identity.hasResourceProperties('AWS::SSO::PermissionSet', {
    Name: 'Reader', Description: 'Reads', SessionDuration: 'PT8H', RelayStateType: 'https://console.aws.amazon.com/',
    ManagedPolicies: ['arn:aws:iam::aws:policy/job-function/ViewOnlyAccess'], CustomerManagedPolicyReferences: [{ Name: 'own', Path: '/' }],
    PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'edge', Path: '/team/' } }, InlinePolicy: Match.absent(), Tags: [{ Key: 'team', Value: 'data' }, { Key: 'zero-trust-catalog', Value: 'native' }],
  });
});

test('what was not said is not in the template', () => {
  const { identity } = synth();
  identity.hasResourceProperties('AWS::SSO::PermissionSet', {
    Name: 'ReadOnly', PermissionsBoundary: Match.absent(), RelayStateType: Match.absent(), CustomerManagedPolicyReferences: Match.absent(), Tags: [{ Key: 'zero-trust-catalog', Value: 'native' }],
  });
});

describe('groups', () => {
  test('all names are checked by one resource on each side, so that the first deployment lists all that are missing', () => {
    const { identity, management } = synth();
    for (const template of [identity, management]) {
      template.resourceCountIs('Custom::IdentityCenterGroups', 1);
      template.hasResourceProperties('Custom::IdentityCenterGroups', { GroupNames: ['builders', 'readers'], IdentityStoreId: 'd-0123456789' });
    }
  });

  test('each side is answered for the groups it uses', () => {
    const answers = (template: Template) => Object.values(template.findResources('Custom::IdentityCenterGroups')).flatMap(({ Properties }) => Object.values(Properties.AnswerFor));
    const { identity, management } = synth();
    expect([answers(identity), answers(management)]).toEqual([['builders', 'readers'], ['readers']]);
  });

  test.each(['12345678-1234-1234-1234-123456789012', '906700a1b2-12345678-1234-1234-1234-123456789012'])('the group id %s is used as it is, and nothing is resolved', (group) => {
    const { identity, stack } = synth({ access: [{ group, permissionSet: 'ReadOnly', accounts: Accounts.named('sandbox') }] });
    const [nested] = Object.values(identity.findResources('AWS::CloudFormation::Stack'));
    const [{ properties }] = assignments(stack);
    expect(nested.Properties.Parameters[properties.PrincipalId.Ref]).toBe(group);
    expect(properties.PrincipalType).toBe('GROUP');
    identity.resourceCountIs('Custom::IdentityCenterGroups', 0);
  });

  test('more groups than one answer to CloudFormation holds come in several answers, and each checks every name', () => {
    const access = Array.from({ length: 51 }, (_, index) => ({ group: `g${index}`, permissionSet: 'ReadOnly', accounts: Accounts.named('sandbox') }));
    const resources = Object.values(synth({ access }).identity.findResources('Custom::IdentityCenterGroups'));
    expect(resources.map(({ Properties }) => [Properties.GroupNames.length, Object.keys(Properties.AnswerFor).length])).toEqual([[51, 50], [51, 1]]);
    // 4,096 bytes with the longest ids there are, and some 300 for the rest of the answer.
    const answer = Object.fromEntries(Object.keys(resources[0].Properties.AnswerFor).map((key) => [key, '906700a1b2-12345678-1234-1234-1234-123456789012']));
    expect(JSON.stringify(answer).length + 300).toBeLessThan(4096);
  });

  test('the handler may look groups up and write its own log, nothing else', () => {
    const roles = Object.entries(synth().identity.findResources('AWS::IAM::Role')).filter(([id]) => id.includes('DirectoryNames')).map(([, role]) => role);
    const statements = roles.flatMap(({ Properties }) => Properties.Policies).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect([...new Set(statements.flatMap(({ Action }) => [Action].flat()))].sort()).toEqual(['identitystore:GetGroupId', 'logs:CreateLogStream', 'logs:PutLogEvents']);
    expect(statements.filter(({ Resource }) => Resource === '*')).toEqual([]);
  });
});

describe('removing a rule', () => {
  test('the last rule of a set in the management account takes the twin along, which nobody holds then', () => {
    const access = [{ ...RULES[0], accounts: Accounts.named('management') }, RULES[1]];
    expect(names(synth({ access }).management)).toEqual(['ReadOnly-mgmt']);
    expect(names(synth({ access: [RULES[1]] }).management)).toEqual([]);
    expect(names(synth({ access: [RULES[1]] }).identity)).toEqual(names(synth({ access }).identity));
  });
});

test('two catalogues of one organization with a set of the same name are refused at synth', () => {
  const { identity, catalog } = world();
  catalog();
  new PermissionSetCatalog(identity, 'Second', { organization: smallOrganization(), permissionSets: [PermissionSet.readOnly({ name: 'readonly' })], access: [], asOf: '2026-11-01' });
  expect(refusal(() => (identity.node.root as App).synth())).toMatch(/\[PermissionSetTwice\] another catalogue of this organization makes the permission sets 'ReadOnly' too/);
});

test.each([10, 3])('at most %i assignments are under way at once', (assignmentsInFlight) => {
  const access = ['a', 'b', 'c'].map((group) => ({ group, permissionSet: 'ReadOnly', accounts: Accounts.all().except('management') }));
  const { stack } = synth({ access, organization: smallOrganization(() => {}, { assignmentsInFlight }) });
  expect(mostAtOnce(stackTree(stack), 'AWS::SSO::Assignment')).toBeLessThanOrEqual(assignmentsInFlight);
});

test('at most three permission sets are written at once, because no more may be provisioned', () => {
  const permissionSets = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => PermissionSet.readOnly({ name }));
  const { identity } = synth({ permissionSets, access: [] });
  const waits = Object.values(identity.findResources('AWS::SSO::PermissionSet')).filter(({ DependsOn }) => DependsOn);
  expect(waits).toHaveLength(4);
});

describe('what it refuses', () => {
  test.each<[string, string[], Partial<PermissionSetCatalogProps>, string?]>([
    ['rules that reach the management account without a scope there', ['ManagementScopeMissing'], { managementScope: undefined }],
    ['a snapshot without Identity Center', ['IdentityCenterMissing'], { organization: smallOrganization((snapshot) => { delete snapshot.IdentityCenter; }) }],
    ['a Region where Identity Center is not', ['StackRegion', 'StackRegion'], {}, 'eu-west-3'],
    ['an account that is not the registered delegate', ['StackAccount'], {
      organization: smallOrganization((snapshot) => snapshot.DelegatedAdministrators.push({ Id: SANDBOX, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] })),
    }],
    ['a management scope in another account', ['StackAccount'], { managementScope: new Stack(new App(), 'Elsewhere', { env: { account: SANDBOX, region: 'eu-west-1' } }) }],
    ['a management scope without an account', ['StackEnvironment'], { managementScope: new Stack(new App(), 'Anywhere') }],
    ['a name that is too long with the suffix of the management account', ['PermissionSetTwinName'], {
      permissionSets: [PermissionSet.readOnly({ name: 'R'.repeat(28) })], access: [{ ...RULES[0], permissionSet: 'R'.repeat(28) }],
    }],
    ['a name that another set has with the suffix', ['PermissionSetTwinName'], {
      permissionSets: [PermissionSet.readOnly(), PermissionSet.developer({ name: 'readonly-MGMT' })], access: [RULES[0]],
    }],
    ['everything wrong with sets and rules at once', ['PermissionSetName', 'RuleSetUnknown', 'AccountUnknown'], {
      permissionSets: [PermissionSet.readOnly({ name: 'Read Only' })],
      access: [{ ...RULES[0] }, { group: 'x', permissionSet: 'Read Only', accounts: Accounts.named('nobody') }],
    }],
  ])('%s: %j', (...[, expected, change, region]) => {
    const message = refusal(() => world(change, { region }).catalog());
    expect(codes(message)).toEqual(expected);
    expect(message).toMatch(/\n {2}at: Identity\/Catalog$/);
  });

  test('a name of 27 characters is short enough for the suffix', () => {
    const name = 'R'.repeat(27);
    expect(() => synth({ permissionSets: [PermissionSet.readOnly({ name })], access: [{ ...RULES[0], permissionSet: name }] })).not.toThrow();
  });

  test.each([[156, false], [155, true]])('a stack with room for %i resources, 150 of them for the rest: refused is %s', (resourcesPerStack, refused) => {
    // two sets and the nested stacks of four accounts.
    const change = { organization: smallOrganization(() => {}, { resourcesPerStack }), access: [{ ...RULES[0], accounts: Accounts.all().except('management') }, RULES[1]] };
    const act = () => world(change).catalog();
    if (refused) {
      expect(codes(refusal(act))).toEqual(['AssignmentsTooMany']);
    } else {
      expect(act).not.toThrow();
    }
  });
});
