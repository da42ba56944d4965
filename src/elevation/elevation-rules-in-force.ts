import { Duration, Stack } from 'aws-cdk-lib';
import type { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { directoryAccess } from './directory-permissions';
import type { ElevationRules } from './domain/elevation-rules';
import { ELEVATION_ENVIRONMENT as TOLD } from './elevation-environment';
import type { Organization } from '../organization/organization';
import { ResourceHandler } from '../private/resource-handler';

export interface ElevationRulesInForceProps {
  readonly organization: Organization;
  readonly table: CfnTable;
  /** Ids of groups and sets may be tokens; sets of the management account without an ARN are found by their names. */
  readonly rules: Omit<ElevationRules, 'version'>;
}

/** Puts the rules in force, as the last thing that a deployment does about them; the function that does it is the only one that can write rules. */
export class ElevationRulesInForce extends Construct {
  /** The version of the rules, which is a hash of what they say. */
  public readonly version: string;

  public constructor(scope: Construct, id: string, { organization, table, rules }: ElevationRulesInForceProps) {
    super(scope, id);
    const directory = directoryAccess(organization);
    const { instanceArn, identityStoreId } = organization.identityCenter!;
    const everySet = `${instanceArn.replace(':instance/', ':permissionSet/')}/*`;
    const byName = rules.managementSets.some(({ arn }) => arn === '');
    const handler = new ResourceHandler(this, 'Keep', {
      bundle: 'elevation/runtime/keep-rules.lambda',
      permissions: [
        { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [table.attrArn], conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['rules', 'rules/*'] } } },
        directory.membersOfGroup,
        ...(byName ? [
          { actions: ['sso:ListPermissionSets'], resources: [instanceArn] },
          { actions: ['sso:DescribePermissionSet'], resources: [instanceArn, everySet] },
        ] : []),
      ],
      wildcards: [...directory.groups, ...(byName ? [{ resource: everySet, reason: 'sets of this one instance, of which one is looked for by its name' }] : [])],
      timeout: Duration.minutes(5),
      environment: { [TOLD.identityStoreId]: identityStoreId, [TOLD.instanceArn]: instanceArn },
    });
    const resource = handler.resource('Rules', 'Custom::ElevationRules', { Table: table.ref, Rules: Stack.of(this).toJsonString(rules) });
    this.version = resource.getAttString('Version');
  }
}
