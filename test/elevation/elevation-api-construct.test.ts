import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { API_ROUTES, routeKey } from '../../src/elevation/domain/api-routes';
import { ElevationApi } from '../../src/elevation/elevation-api';
import { ElevationAuthorization, type ElevationTokens } from '../../src/elevation/elevation-authorization';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { codes, refusal } from '../support/messages';
import { nagFindings } from '../support/nag';
import { realActions } from '../support/real-actions';
import { AUDIT, MANAGEMENT, smallOrganization } from '../support/small-organization';

const TOKENS: ElevationTokens = { issuer: 'https://login.small.example/', audience: ['elevation'] };
const TABLE = `arn:aws:dynamodb:eu-west-1:${AUDIT}:table/zero-trust-elevations`;
const MACHINE = `arn:aws:states:eu-west-1:${AUDIT}:stateMachine:zero-trust-elevation`;
const END = `arn:aws:lambda:eu-west-1:${AUDIT}:function:zero-trust-end-elevation`;

const RESOURCES = [TABLE, MACHINE, END, `arn:aws:iam::${AUDIT}:role/any`, 'arn:aws:identitystore:::user/1'];

function made(authorization = ElevationAuthorization.jwt(TOKENS)) {
  const app = new App();
  const stack = new Stack(app, 'Identity', { env: { account: AUDIT, region: 'eu-west-1' } });
  new ElevationApi(stack, 'Api', {
    organization: smallOrganization(), authorization, table: { tableName: 'zero-trust-elevations', tableArn: TABLE }, stateMachineArn: MACHINE, endFunctionArn: END,
  });
  return { app, stack };
}

function synth(authorization?: ElevationAuthorization) {
  return { template: Template.fromStack(made(authorization).stack) };
}

function policyOf(template: Template): any {
  const [role] = Object.values(template.findResources('AWS::IAM::Role'));
  // its own log has no name before it is deployed.
  return JSON.parse(JSON.stringify(role.Properties.Policies[0].PolicyDocument).replaceAll(/\{"Fn::GetAtt":\["ApiFunctionLog\w+","Arn"\]\}/g, '"arn:aws:logs:::own-log"'));
}

function verdict(template: Template, action: string, resource: string, context: Record<string, string | readonly string[]> = {}): string {
  const principalArn = `arn:aws:iam::${AUDIT}:role/zero-trust/api`;
  return evaluate({ principalArn, principalAccount: AUDIT, action, resource, resourceAccount: AUDIT, context: { 'aws:PrincipalArn': principalArn, ...context } }, compileChain({
    scps: [], rcps: [], identityPolicies: [policyOf(template)], sessionPolicies: [], managementAccountId: MANAGEMENT,
  })).decision;
}

describe('the routes', () => {
  test.each([['tokens', ElevationAuthorization.jwt(TOKENS), 'JWT'], ['signatures', ElevationAuthorization.iam(), 'AWS_IAM']])(
    'are those of the document, each with %s', (_name, authorization, type) => {
      const routes = Object.values(synth(authorization).template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);
      expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual(API_ROUTES.map(routeKey).sort());
      expect(new Set(routes.map(({ AuthorizationType }) => AuthorizationType))).toEqual(new Set([type]));
      expect(routes.every(({ AuthorizerId }) => (AuthorizerId !== undefined) === (type === 'JWT'))).toBe(true);
    });

  test('take tokens of this issuer for this audience', () => {
    synth().template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'], JwtConfiguration: { Issuer: TOKENS.issuer, Audience: TOKENS.audience },
    });
    expect(Object.keys(synth(ElevationAuthorization.iam()).template.findResources('AWS::ApiGatewayV2::Authorizer'))).toEqual([]);
  });

  test('are limited, logged, and closed to pages of elsewhere', () => {
    const { template } = synth();
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    expect(stage.Properties.DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 });
    expect(stage.Properties.AccessLogSettings.Format).not.toMatch(/sourceIp|claims|authorization|querystring|userAgent/i);
    const [api] = Object.values(template.findResources('AWS::ApiGatewayV2::Api'));
    expect(api.Properties.CorsConfiguration).toBeUndefined();
  });

  test('only this API invokes the function', () => {
    const [permission] = Object.values(synth().template.findResources('AWS::Lambda::Permission'));
    expect(permission.Properties.Principal).toBe('apigateway.amazonaws.com');
    expect(JSON.stringify(permission.Properties.SourceArn)).toMatch(/execute-api:eu-west-1:000000000002:.*"Ref":"\w+".*\/\*\/\*/);
  });
});

describe('the function', () => {
  test.each([['tokens', ElevationAuthorization.jwt(TOKENS)], ['signatures', ElevationAuthorization.iam()]])(
    'can do nothing to access itself, of all actions that there are: with %s', async (_name, authorization) => {
      const { template } = synth(authorization);
      const chain = compileChain({ scps: [], rcps: [], identityPolicies: [policyOf(template)], sessionPolicies: [], managementAccountId: MANAGEMENT });
      const principalArn = `arn:aws:iam::${AUDIT}:role/zero-trust/api`;
      const may = [...(await realActions()).values()].filter(({ name }) => [...RESOURCES, '*'].some((resource) =>
        evaluate({
          principalArn, principalAccount: AUDIT, action: name, resource, resourceAccount: AUDIT, context: { 'dynamodb:LeadingKeys': ['elevation/1'] },
        }, chain).decision === 'allowed')).map(({ name }) => name).sort();
      expect(may).toEqual([
        'dynamodb:GetItem', 'dynamodb:PutItem', 'identitystore:DescribeUser', 'identitystore:GetUserId', 'identitystore:IsMemberInGroups', 'lambda:InvokeFunction',
        'states:SendTaskSuccess', 'states:StartExecution',
      ]);
    });

  test('stands outside the paths that guardrails let change assignments', () => {
    synth().template.hasResourceProperties('AWS::IAM::Role', { Path: '/zero-trust/' });
  });

  const rows: [string, string, string, Record<string, string[]>, string][] = [
    ['makes no assignment', 'sso:CreateAccountAssignment', '*', {}, 'implicitly-denied'],
    ['takes none away', 'sso:DeleteAccountAssignment', '*', {}, 'implicitly-denied'],
    ['writes requests', 'dynamodb:PutItem', TABLE, { 'dynamodb:LeadingKeys': ['elevation/1'] }, 'allowed'],
    ['writes no rules', 'dynamodb:PutItem', TABLE, { 'dynamodb:LeadingKeys': ['rules'] }, 'implicitly-denied'],
    ['writes no rules besides a request', 'dynamodb:PutItem', TABLE, { 'dynamodb:LeadingKeys': ['elevation/1', 'rules'] }, 'implicitly-denied'],
    ['deletes nothing', 'dynamodb:DeleteItem', TABLE, { 'dynamodb:LeadingKeys': ['elevation/1'] }, 'implicitly-denied'],
    ['asks for an end', 'lambda:InvokeFunction', END, {}, 'allowed'],
    ['invokes nothing else', 'lambda:InvokeFunction', END.replace('end-elevation', 'lend-access'), {}, 'implicitly-denied'],
    ['starts no other machine', 'states:StartExecution', `${MACHINE}-other`, {}, 'implicitly-denied'],
    ['looks at no role where tokens are asked for', 'iam:GetRole', `arn:aws:iam::${AUDIT}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Reader_1`, {}, 'implicitly-denied'],
  ];
  test.each(rows)('%s', (_name, action, resource, context, expected) => {
    expect(verdict(synth().template, action, resource, context)).toBe(expected);
  });

  test.each([
    ['one that Identity Center made', '/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Reader_1', 'allowed'],
    ['one that only has such a name', '/AWSReservedSSO_Reader_1', 'implicitly-denied'],
  ])('looks at roles where signatures are asked for: %s', (_name, path, expected) => {
    expect(verdict(synth(ElevationAuthorization.iam()).template, 'iam:GetRole', `arn:aws:iam::${AUDIT}:role${path}`)).toBe(expected);
  });

  test('answers as a process of its own, whose bundle needs nothing but the SDK', () => {
    const bundle = join(__dirname, '..', '..', 'assets', 'elevation', 'runtime', 'elevation-api.lambda', 'index.js');
    const event = { routeKey: 'GET /options', requestContext: { requestId: 'r-1', authorizer: { jwt: { claims: { iss: 'https://other.example', sub: 'x' } } } } };
    const program = `require(${JSON.stringify(bundle)}).handler(${JSON.stringify(event)}).then((answer) => console.log(JSON.stringify(answer)))`;
    const printed = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', env: {
      PATH: process.env.PATH, AWS_REGION: 'eu-west-1', ELEVATIONS_TABLE: 't', IDENTITY_STORE_ID: 'd-1', STATE_MACHINE_ARN: MACHINE, END_FUNCTION: END,
      TOKEN_ISSUER: TOKENS.issuer, EXTERNAL_ID_ISSUER: TOKENS.issuer,
    } });
    const [line, answer] = printed.trim().split('\n').map((text) => JSON.parse(text));
    expect(line).toEqual({ requestId: 'r-1', route: 'readOptions', status: 403, problem: 'unknown-caller' });
    expect(answer).toMatchObject({ statusCode: 403, headers: { 'content-type': 'application/problem+json' } });
  });
});

test('cdk-nag finds nothing', () => {
  for (const authorization of [ElevationAuthorization.jwt(TOKENS), ElevationAuthorization.iam()]) {
    expect(nagFindings(made(authorization).app).filter((finding) => finding.includes('Api'))).toEqual([]);
  }
});

describe('tokens', () => {
  const rows: [string, Partial<ElevationTokens>, string[]][] = [
    ['as they should be', {}, []], ['of a path', { issuer: 'https://login.small.example/oauth2/default' }, []],
    ['of http', { issuer: 'http://login.small.example' }, ['ElevationTokenIssuer']], ['with a query', { issuer: 'https://login.small.example?a=b' }, ['ElevationTokenIssuer']],
    ['with a password', { issuer: 'https://a:b@login.small.example' }, ['ElevationTokenIssuer']], ['of a bare name', { issuer: 'login.small.example' }, ['ElevationTokenIssuer']],
    ['for everybody', { audience: [] }, ['ElevationTokenAudience']], ['for a blank audience', { audience: ['elevation', ' '] }, ['ElevationTokenAudience']],
    ['of nobody', { externalIdIssuer: '' }, ['ElevationExternalIdIssuer']], ['of AWS', { externalIdIssuer: 'aws:somebody' }, ['ElevationExternalIdIssuer']],
    ['of 100 characters', { externalIdIssuer: 'x'.repeat(100) }, []], ['of 101 characters', { externalIdIssuer: 'x'.repeat(101) }, ['ElevationExternalIdIssuer']],
    ['of a long issuer', { issuer: `https://${'x'.repeat(100)}.example` }, ['ElevationExternalIdIssuer']],
    ['wrong in every way', { issuer: 'x y', audience: [] }, ['ElevationTokenIssuer', 'ElevationTokenAudience', 'ElevationExternalIdIssuer']],
  ];
  test.each(rows)('%s', (_name, change, expected) => {
    const tokens = () => ElevationAuthorization.jwt({ ...TOKENS, ...change });
    expect(expected.length === 0 ? (tokens()._tokens(), []) : codes(refusal(tokens))).toEqual(expected);
  });
});
