import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoRuleBook } from './dynamo-rule-book';
import { keepRules } from './keep-rules';
import { customResource } from '../../private/runtime/custom-resource';

const dynamo = new DynamoDBClient({});

export const handler = customResource(async ({ RequestType, ResourceProperties: { Table, Rules } }) => {
  const physicalResourceId = `elevation-rules/${Table}`;
  // rules stay on record: requests that were decided by them may still be open.
  if (RequestType === 'Delete') {
    return { physicalResourceId };
  }
  return { physicalResourceId, data: { Version: await keepRules(Rules, new DynamoRuleBook(dynamo, Table)) } };
});
