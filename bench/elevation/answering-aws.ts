import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REQUESTER } from './rule-book';
import type { ElevationRules } from '../../src/elevation/domain/elevation-rules';

type Parameters = Record<string, any>;

/** One call of AWS, as the SDK is asked for it. */
export interface AwsCall {
  /** Such as 'DynamoDB.PutItem'. */
  readonly name: string;
  readonly input: Parameters;
}

export interface AnsweringAws {
  readonly url: string;
  /** Calls that arrived since it was asked last. */
  calls(): readonly AwsCall[];
  /** Forgets every row and assignment. */
  reset(): void;
  stop(): Promise<void>;
}

/**
 * A loopback server that speaks the protocols of the services that elevation calls, and answers at once: with rows as they were put, a person who is enabled and in
 * every group, an assignment that is there once it was created, and proofs of denials.
 */
export async function answeringAws(rules: ElevationRules): Promise<AnsweringAws> {
  const rows = new Map<string, Parameters>();
  let [assigned, arrived]: [boolean, AwsCall[]] = [false, []];
  const json: Readonly<Record<string, (given: Parameters) => object>> = {
    'DynamoDB.GetItem': ({ TableName, Key }) => (Key.key?.S === 'rules' || Key.key?.S === `rules/${rules.version}`
      ? { Item: { rules: { S: JSON.stringify(rules) } } } : { Item: rows.get(keyOf(TableName, Key)) }),
    'DynamoDB.PutItem': ({ TableName, Item }) => (rows.set(keyOf(TableName, Item), Item), {}),
    'DynamoDB.DeleteItem': ({ TableName, Key }) => (rows.delete(keyOf(TableName, Key)), {}),
    'DynamoDB.Query': () => ({ Items: [], Count: 0 }),
    'AWSIdentityStore.GetUserId': () => ({ UserId: REQUESTER }),
    'AWSIdentityStore.DescribeUser': () => ({ UserId: REQUESTER, UserStatus: 'ENABLED' }),
    'AWSIdentityStore.IsMemberInGroups': ({ GroupIds }) => ({ Results: GroupIds.map((GroupId: string) => ({ GroupId, MembershipExists: !DENIED.test(GroupId) })) }),
    'AWSStepFunctions.StartExecution': () => ({ executionArn: 'arn:aws:states:eu-west-1:222222222222:execution:elevation:bench', startDate: 0 }),
    'SWBExternalService.ListAccountAssignments': ({ AccountId, PermissionSetArn }) => (
      { AccountAssignments: assigned ? [{ AccountId, PermissionSetArn, PrincipalType: 'USER', PrincipalId: REQUESTER }] : [] }),
    'SWBExternalService.CreateAccountAssignment': () => (assigned = true, { AccountAssignmentCreationStatus: { Status: 'SUCCEEDED', RequestId: 'bench' } }),
    'SWBExternalService.DeleteAccountAssignment': () => (assigned = false, { AccountAssignmentDeletionStatus: { Status: 'SUCCEEDED', RequestId: 'bench' } }),
  };
  const server = createServer(async (request, response) => {
    const { name, input } = callOf(request, await textOf(request));
    arrived.push({ name, input });
    if (name in json) {
      answer(response, 200, 'application/x-amz-json-1.1', JSON.stringify(json[name](input)));
    } else if (name === 'Lambda.Invoke') {
      const denials: { id: string }[] = JSON.parse(input.Payload).denials ?? [];
      answer(response, 200, 'application/json', JSON.stringify(denials.map(({ id }) => ({ id, policies: ['zero-trust-session-denial-1'], verifiedAtMs: 0 }))));
    } else if (name.startsWith('Scheduler.')) {
      answer(response, 200, 'application/json', '{"ScheduleArn":"arn:aws:scheduler:eu-west-1:222222222222:schedule/elevation/bench"}');
    } else if (name === 'SNS.Publish') {
      answer(response, 200, 'text/xml', '<PublishResponse><PublishResult><MessageId>bench</MessageId></PublishResult></PublishResponse>');
    } else {
      answer(response, 400, 'application/x-amz-json-1.1', `{"__type":"UnknownOperationException","message":"${name}"}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => arrived.splice(0),
    reset: () => {
      rows.clear();
      [assigned, arrived] = [false, []];
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Groups of the rules that keep people out. */
const DENIED = /9\d\d$/;

function callOf({ headers, method, url = '' }: IncomingMessage, body: string): AwsCall {
  const [service, operation] = String(headers['x-amz-target'] ?? '').split('.');
  if (operation) {
    return { name: `${service.replace(/_\d+$/, '')}.${operation}`, input: JSON.parse(body) };
  }
  const { pathname, searchParams } = new URL(url, 'http://loopback');
  const [, , , functionName] = pathname.split('/');
  if (pathname.endsWith('/invocations')) {
    return { name: 'Lambda.Invoke', input: { FunctionName: functionName, Payload: body } };
  }
  const [, schedule] = /^\/schedules\/(.+)/.exec(pathname) ?? [];
  if (schedule) {
    return method === 'POST' ? { name: 'Scheduler.CreateSchedule', input: { Name: schedule, ...JSON.parse(body) } }
      : { name: 'Scheduler.DeleteSchedule', input: { Name: schedule, GroupName: searchParams.get('groupName') } };
  }
  const { Action, Version: _, ...parameters } = Object.fromEntries(new URLSearchParams(body));
  return Action === 'Publish' ? { name: 'SNS.Publish', input: messageOf(parameters) } : { name: `${method} ${url}`, input: {} };
}

function messageOf({ TopicArn, Subject, Message, ...attribute }: Parameters): Parameters {
  const [Name, DataType, StringValue] = ['Name', 'Value.DataType', 'Value.StringValue'].map((part) => attribute[`MessageAttributes.entry.1.${part}`]);
  return { TopicArn, Subject, Message, MessageAttributes: { [Name]: { DataType, StringValue } } };
}

function keyOf(table: string, item: Parameters): string {
  return `${table} ${(item.key ?? item.assignment).S}`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}
