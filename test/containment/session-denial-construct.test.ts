import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SessionDenial, type SessionDenialProps } from '../../src/containment/session-denial';
import { refusal } from '../support/messages';
import { nagFindings } from '../support/nag';
import { AUDIT, MANAGEMENT, SANDBOX, smallOrganization } from '../support/small-organization';
import { allowedActions, deployed, only, templateVerdict } from '../support/template-verdict';

const DELEGATED = (snapshot: any) => snapshot.DelegatedAdministrators.push({ Id: AUDIT, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] });
const organization = smallOrganization(DELEGATED);

function made(change: Partial<SessionDenialProps> = {}, { account = AUDIT, region = 'eu-west-1' } = {}) {
  const app = new App();
  const stack = new Stack(app, 'Identity', { env: { account, region } });
  return { app, stack, denial: new SessionDenial(stack, 'Denial', { organization, ...change }) };
}

const synth = (...given: Parameters<typeof made>) => Template.fromStack(made(...given).stack);

const WRITER = `arn:aws:iam::${MANAGEMENT}:role/zero-trust-deny-writer`;
const LEDGER = `arn:aws:dynamodb:eu-west-1:${AUDIT}:table/zero-trust-session-denials`;

function worker(template = synth()) {
  const { Properties } = only(template, 'AWS::IAM::Role');
  const known = (reference: any) => (reference['Fn::GetAtt'][0].includes('Ledger') ? LEDGER : 'arn:aws:logs:::own-log');
  return { path: Properties.Path, policy: deployed(Properties.Policies[0].PolicyDocument, known) };
}

test.each([
  ['takes the role that writes', 'sts:AssumeRole', WRITER, 'allowed'], ['takes no other role', 'sts:AssumeRole', `${WRITER}-2`, 'implicitly-denied'],
  ['keeps the ledger', 'dynamodb:PutItem', LEDGER, 'allowed'], ['drops what is over', 'dynamodb:DeleteItem', LEDGER, 'allowed'],
  ['writes no other table', 'dynamodb:PutItem', LEDGER.replace('session-denials', 'elevations'), 'implicitly-denied'],
  ['does not delete the ledger', 'dynamodb:DeleteTable', LEDGER, 'implicitly-denied'], ['does not open the ledger', 'dynamodb:UpdateTable', LEDGER, 'implicitly-denied'],
  ['changes no policy as itself', 'organizations:UpdatePolicy', '*', 'implicitly-denied'], ['detaches none', 'organizations:DetachPolicy', '*', 'implicitly-denied'],
  ['changes no policy of IAM as itself', 'iam:CreatePolicyVersion', '*', 'implicitly-denied'], ['changes no assignment', 'sso:DeleteAccountAssignment', '*', 'implicitly-denied'],
])('the function %s', (_, action, resource, expected) => {
  expect(templateVerdict({ principal: `arn:aws:iam::${AUDIT}:role/zero-trust/containment/worker`, action, resource, resourceAccount: resource === WRITER ? AUDIT : undefined,
    identity: worker().policy })).toBe(expected);
});

test('the function may nothing else, and its role stands where the writer lets it in', () => {
  expect(allowedActions(worker().policy)).toEqual([
    'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'logs:CreateLogStream', 'logs:PutLogEvents', 'sts:AssumeRole',
  ]);
  expect(worker().path).toBe('/zero-trust/containment/');
});

test('who is denied outlives the stack, can be restored, and is encrypted', () => {
  const table = only(synth(), 'AWS::DynamoDB::Table');
  expect([table.DeletionPolicy, table.UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  expect(table.Properties).toMatchObject({
    TableName: expect.stringMatching(/^zero-trust-session-denials-\w{8}$/),
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, SSESpecification: { SSEEnabled: true },
  });
});

test('the policies are kept each minute, whoever else calls', () => {
  const { ScheduleExpression, State, Targets } = only(synth(), 'AWS::Events::Rule').Properties;
  expect([ScheduleExpression, State ?? 'ENABLED', JSON.parse(Targets[0].Input)]).toEqual(['rate(1 minute)', 'ENABLED', { kind: 'keep' }]);
});

test('the function knows the policies by name, and that of IAM where sets of the management account carry it', () => {
  const variables = (...given: Parameters<typeof made>) => only(synth(...given), 'AWS::Lambda::Function').Properties.Environment.Variables;
  expect(variables()).toMatchObject({
    POLICY_NAMES: 'zero-trust-session-denial-1 zero-trust-session-denial-2', WRITER_ROLE_ARN: WRITER,
    MANAGEMENT_POLICY_ARN: `arn:aws:iam::${MANAGEMENT}:policy/zero-trust/zero-trust-session-denial`,
  });
  expect(variables({ policies: 1 }).POLICY_NAMES).toBe('zero-trust-session-denial-1');
  expect(Object.keys(variables({ organization: smallOrganization() }, { account: MANAGEMENT }))).not.toContain('MANAGEMENT_POLICY_ARN');
});

test('alarms tell whom they are told to', () => {
  const alarms = (change: Partial<SessionDenialProps> = {}) => Object.values(synth(change).findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms().map(({ AlarmActions }) => AlarmActions ?? [])).toEqual([[], [], [], []]);
  const topic = 'arn:aws:sns:eu-west-1:000000000002:watch';
  expect(alarms({ alarmActions: [topic] }).map(({ AlarmActions }) => AlarmActions)).toEqual(Array.from({ length: 4 }, () => [topic]));
  expect(made().denial.alarms).toHaveLength(4);
});

const NOWHERE = smallOrganization((snapshot) => {
  delete snapshot.IdentityCenter;
});

test.each<[string, Parameters<typeof made>, string, string]>([
  ['in another account', [{}, { account: SANDBOX }],
    "[StackAccount] the stack 'Identity' is in account 000000000005; the denial of sessions works only in the delegated administrator of Identity Center "
    + 'or the management account (000000000002 or 000000000001)', "give the stack env.account '000000000002'"],
  ['in another Region', [{}, { region: 'us-east-1' }],
    "[StackRegion] the stack 'Identity' is in us-east-1; the denial of sessions works only in eu-west-1, because Identity Center lives there",
    "give the stack env.region 'eu-west-1'"],
  ['without Identity Center', [{ organization: NOWHERE }],
    '[IdentityCenterMissing] the snapshot has no Identity Center instance; there are no sessions to deny',
    'switch Identity Center on in the management account and take the snapshot again, in its Region'],
])('it is refused %s', (_, given, problem, fix) => {
  expect(refusal(() => made(...given))).toBe([problem, `  fix: ${fix}`, '  at: Identity/Denial'].join('\n'));
});

test('cdk-nag finds nothing', () => {
  expect(nagFindings(made().app)).toEqual([]);
});
