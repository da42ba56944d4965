// The app that elevation-api.test.ts deploys: the API once for tokens and once for signatures, with the table and small stand-ins for what acts on it.
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Organization } from '../../src';
import { ElevationApi } from '../../src/elevation/elevation-api';
import { ElevationAuthorization } from '../../src/elevation/elevation-authorization';

const organization = Organization.fromSnapshot('organization.json');
const stack = new Stack(new App(), 'Door', { env: { account: organization.managementAccount.accountId, region: 'us-east-1' } });

const key = (attributeName: string, attributeType = 'S') => ({ attributeName, attributeType });
const table = new CfnTable(stack, 'Table', {
  tableName: 'zero-trust-elevations',
  billingMode: 'PAY_PER_REQUEST',
  keySchema: [{ attributeName: 'key', keyType: 'HASH' }],
  attributeDefinitions: [key('key'), key('requesterId'), key('requestedAtMs', 'N'), key('open')],
  globalSecondaryIndexes: [
    { indexName: 'requester', projection: { projectionType: 'ALL' }, keySchema: [{ attributeName: 'requesterId', keyType: 'HASH' }, { attributeName: 'requestedAtMs', keyType: 'RANGE' }] },
    { indexName: 'open', projection: { projectionType: 'ALL' }, keySchema: [{ attributeName: 'open', keyType: 'HASH' }, { attributeName: 'key', keyType: 'RANGE' }] },
  ],
});

const role = (id: string, service: string) => new CfnRole(stack, id, {
  assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] },
  policies: [{ policyName: 'All', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['dynamodb:PutItem', 'lambda:InvokeFunction'], Resource: '*' }] } }],
}).attrArn;
const roleOfFunctions = role('Functions', 'lambda.amazonaws.com');
const inline = (id: string, zipFile: string) => new CfnFunction(stack, id, {
  functionName: `zero-trust-${id.toLowerCase()}`, runtime: 'nodejs24.x', handler: 'index.handler', role: roleOfFunctions, code: { zipFile },
});
const end = inline('End', 'exports.handler = async () => {};');
const remember = inline('Remember', `
  const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
  exports.handler = async ({ id, token }) => {
    await new DynamoDBClient({}).send(new PutItemCommand({ TableName: 'zero-trust-elevations', Item: { key: { S: 'token/' + id }, token: { S: token } } }));
  };
`);
const machine = new CfnStateMachine(stack, 'Machine', {
  stateMachineName: 'zero-trust-elevation', roleArn: role('States', 'states.amazonaws.com'),
  definitionString: stack.toJsonString({ StartAt: 'Consent', States: { Consent: {
    Type: 'Task', End: true, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: remember.ref, Payload: { 'id.$': '$.id', 'token.$': '$$.Task.Token' } },
  } } }),
});

const api = (id: string, authorization: ElevationAuthorization) => new ElevationApi(stack, id, {
  organization, authorization, table: { tableName: table.ref, tableArn: table.attrArn },
  stateMachineArn: machine.attrArn, endFunctionArn: end.attrArn,
}).url;
new CfnOutput(stack, 'Tokens', { value: api('TokenApi', ElevationAuthorization.jwt({
  // whom the emulated synchronization of people says it got them from.
  issuer: 'https://login.deployed.example', audience: ['elevation'], externalIdIssuer: 'https://scim.example.com/external',
})) });
new CfnOutput(stack, 'Signatures', { value: api('SignatureApi', ElevationAuthorization.iam()) });
