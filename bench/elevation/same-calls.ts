import { writeFileSync } from 'node:fs';
import type { AwsCall } from './answering-aws';

const CLIENTS: Readonly<Record<string, readonly [module: string, client: string]>> = {
  DynamoDB: ['dynamodb', 'DynamoDBClient'],
  AWSIdentityStore: ['identitystore', 'IdentitystoreClient'],
  AWSStepFunctions: ['sfn', 'SFNClient'],
  SWBExternalService: ['sso-admin', 'SSOAdminClient'],
  Lambda: ['lambda', 'LambdaClient'],
  Scheduler: ['scheduler', 'SchedulerClient'],
  SNS: ['sns', 'SNSClient'],
};

/** Writes a handler that loads the same SDK and makes the same calls, one after the other, and does nothing else. */
export function writeSameCalls(file: string, loadsTheSdk: string, calls: readonly AwsCall[]): void {
  const lines = calls.map(({ name, input }) => {
    const [service, operation] = name.split('.');
    const [module, client] = CLIENTS[service];
    const of = `require("@aws-sdk/client-${module}")`;
    return `  await (clients.${service} ??= new (${of}.${client})({})).send(new (${of}.${operation}Command)(${JSON.stringify(input)}));`;
  });
  writeFileSync(file, [loadsTheSdk, 'const clients = {};', 'exports.handler = async () => {', ...lines, '};', ''].join('\n'));
}
