import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { DynamoRuleBook } from './dynamo-rule-book';
import { IdentityStoreMembers } from './identity-store-members';
import { keepRules } from './keep-rules';
import { SsoAdminNamedSets } from './sso-admin-named-sets';
import { customResource } from '../../private/runtime/custom-resource';
import { givenBy } from '../elevation-environment';

const dynamo = new DynamoDBClient({});
const given = givenBy(process.env);
// a listing of five hundred sets, one call each.
const patient = { retryMode: 'adaptive', maxAttempts: 10 };
const world = {
  groups: new IdentityStoreMembers(new IdentitystoreClient({}), given('identityStoreId')),
  sets: new SsoAdminNamedSets(new SSOAdminClient(patient), given('instanceArn')),
};

export const handler = customResource(async ({ RequestType, ResourceProperties: { Table, Rules } }) => {
  const physicalResourceId = `elevation-rules/${Table}`;
  // rules stay on record: requests that were decided by them may still be open.
  if (RequestType === 'Delete') {
    return { physicalResourceId };
  }
  return { physicalResourceId, data: { Version: await keepRules(Rules, new DynamoRuleBook(dynamo, Table), world) } };
});
