import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { DynamoRuleBook } from './dynamo-rule-book';
import { IdentityStoreMembers } from './identity-store-members';
import { keepRules } from './keep-rules';
import { customResource } from '../../private/runtime/custom-resource';
import { givenBy } from '../elevation-environment';

const dynamo = new DynamoDBClient({});
const members = new IdentityStoreMembers(new IdentitystoreClient({}), givenBy(process.env)('identityStoreId'));

export const handler = customResource(async ({ RequestType, ResourceProperties: { Table, Rules } }) => {
  const physicalResourceId = `elevation-rules/${Table}`;
  // rules stay on record: requests that were decided by them may still be open.
  if (RequestType === 'Delete') {
    return { physicalResourceId };
  }
  return { physicalResourceId, data: { Version: await keepRules(Rules, new DynamoRuleBook(dynamo, Table), members) } };
});
