import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { ApiEnvironment } from './api-environment';
import type { ApiPorts } from './api-ports';
import { DynamoElevations } from './dynamo-elevations';
import { DynamoRuleBook } from './dynamo-rule-book';
import { IamIdentityCenterRoles } from './iam-identity-center-roles';
import { IdentityStoreCallers } from './identity-store-callers';
import { IdentityStorePeople } from './identity-store-people';
import { LambdaEndWorkers } from './lambda-end-workers';
import { StepFunctionsElevations } from './step-functions-elevations';
import { systemClock } from '../../private/runtime/system-clock';

/** Everything of AWS that the API uses; nothing of it gives or takes access. */
export function apiAdapters({ table, identityStoreId, stateMachineArn, endFunction, proof }: ApiEnvironment): ApiPorts {
  const [dynamo, store] = [new DynamoDBClient({}), new IdentitystoreClient({})];
  return {
    clock: systemClock,
    proof,
    directory: new IdentityStoreCallers(store, identityStoreId),
    roles: new IamIdentityCenterRoles(new IAMClient({})),
    people: new IdentityStorePeople(store, identityStoreId),
    elevations: new DynamoElevations(dynamo, table),
    rules: new DynamoRuleBook(dynamo, table),
    executions: new StepFunctionsElevations(new SFNClient({}), stateMachineArn),
    enders: new LambdaEndWorkers(new LambdaClient({}), endFunction),
    // one line each, as text: Lambda would write the parts of an object in colours and lines.
    log: (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`),
  };
}
