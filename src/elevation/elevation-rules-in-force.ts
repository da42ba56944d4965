import { Duration, Stack } from 'aws-cdk-lib';
import type { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { directoryAccess } from './directory-permissions';
import type { ElevationRules } from './domain/elevation-rules';
import type { Organization } from '../organization/organization';
import { ResourceHandler } from '../private/resource-handler';

export interface ElevationRulesInForceProps {
  readonly organization: Organization;
  readonly table: CfnTable;
  /** Ids of groups and sets may be tokens. */
  readonly rules: Omit<ElevationRules, 'version'>;
}

/** Puts the rules in force, as the last thing that a deployment does about them; the function that does it is the only one that can write rules. */
export class ElevationRulesInForce extends Construct {
  /** The version of the rules, which is a hash of what they say. */
  public readonly version: string;

  public constructor(scope: Construct, id: string, { organization, table, rules }: ElevationRulesInForceProps) {
    super(scope, id);
    const directory = directoryAccess(organization);
    const handler = new ResourceHandler(this, 'Keep', {
      bundle: 'elevation/runtime/keep-rules.lambda',
      permissions: [
        { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [table.attrArn], conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['rules', 'rules/*'] } } },
        directory.membersOfGroup,
      ],
      wildcards: directory.groups,
      timeout: Duration.minutes(5),
      environment: { IDENTITY_STORE_ID: organization.identityCenter!.identityStoreId },
    });
    const resource = handler.resource('Rules', 'Custom::ElevationRules', { Table: table.ref, Rules: Stack.of(this).toJsonString(rules) });
    this.version = resource.getAttString('Version');
  }
}
