import { Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Organization } from '../organization/organization';
import { ACTIVITY_READER_ROLE, VAULT_KEY_ALIAS } from '../private/naming';
import { explainWildcards } from '../private/wildcard-reason';
import { DATABASE } from './domain/activity/activity-sql';
import { activityReaderStatements, activityReaderTrust } from './domain/activity-reader-policies';
import { vaultKeyUse, vaultKeyWildcard } from '../organization/domain/vault-key-use';

export interface ActivityReaderProps {
  readonly organization: Organization;
  readonly logArchiveAccountId: string;
  readonly vaultName: string;
  readonly peopleName: string;
  readonly resultsArn: string;
  readonly workGroupName: string;
  readonly permissionSets: readonly string[];
}

/**
 * The role by which people ask: Athena reads the vault as whoever asks, and the vault knows this one by its name.
 *
 * It stands outside the path that `ProtectedRolesSCP` knows, which would keep people from taking it; `AuditTamperDenySCP` keeps it as it is.
 */
export class ActivityReader extends Construct {
  public readonly roleArn: string;

  public constructor(scope: Construct, id: string, props: ActivityReaderProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const { partition } = props.organization;
    const bucket = (name: string) => `arn:${partition}:s3:::${name}`;
    const here = (service: string, resource: string) => `arn:${partition}:${service}:${stack.region}:${stack.account}:${resource}`;
    const glue = (resource: string) => here('glue', resource);
    const keyPlace = { partition, region: stack.region, logArchiveAccountId: props.logArchiveAccountId, keyAlias: VAULT_KEY_ALIAS };
    const statements = activityReaderStatements({
      workGroupArn: here('athena', `workgroup/${props.workGroupName}`),
      catalogArns: [glue('catalog'), glue(`database/${DATABASE}`), glue(`table/${DATABASE}/*`)],
      readArns: [bucket(props.vaultName), bucket(props.peopleName)],
      resultsArn: props.resultsArn,
      vaultKey: vaultKeyUse(keyPlace, ['kms:Decrypt']),
    });
    const role = new CfnRole(this, 'Role', {
      roleName: ACTIVITY_READER_ROLE,
      description: 'Asks who did what',
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [activityReaderTrust(partition, stack.account, props.permissionSets)] },
      policies: [{ policyName: 'Ask', policyDocument: { Version: '2012-10-17', Statement: statements } }],
    });
    const results = stack.resolve(props.resultsArn) as { 'Fn::GetAtt': string[] };
    explainWildcards(this, [
      { resource: glue(`table/${DATABASE}/*`), reason: 'the tables of one database' },
      { resource: `${bucket(props.vaultName)}/*`, reason: 'whatever was logged, to be read' },
      { resource: `${bucket(props.peopleName)}/*`, reason: 'whoever was who, to be read' },
      { resource: `<${results['Fn::GetAtt'].join('.')}>/*`, reason: 'answers, whose names Athena chooses' },
      vaultKeyWildcard(keyPlace),
    ]);
    this.roleArn = role.attrArn;
  }
}
