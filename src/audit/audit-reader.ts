import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type AuditReaderAccess, auditReaderStatements, auditReaderTrust } from './domain/audit-reader-policies';
import { AUDIT_READER_ROLE } from '../private/naming';
import { explainWildcards } from '../private/wildcard-reason';

const SESSION_SECONDS = 3_600;

/**
 * The role by which people of the audit account read the vault: their sessions of Identity Center take it, for an hour.
 *
 * It stands outside the path that `ProtectedRolesSCP` knows, which would keep auditors from taking it; `AuditTamperDenySCP` keeps it as it is.
 */
export class AuditReader extends Construct {
  public constructor(scope: Construct, id: string, access: AuditReaderAccess) {
    super(scope, id);
    const role = new CfnRole(this, 'Role', {
      roleName: AUDIT_READER_ROLE,
      description: 'Reads the vault of the audit trail, and changes nothing; for people of the audit account',
      maxSessionDuration: SESSION_SECONDS,
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [auditReaderTrust(access)] },
      policies: [{ policyName: 'Read', policyDocument: { Version: '2012-10-17', Statement: auditReaderStatements(access) } }],
    });
    explainWildcards(role, [
      ...access.bucketNames.map((name) => ({ resource: `arn:${access.partition}:s3:::${name}/*`, reason: 'an auditor reads whatever the vault and its access logs hold' })),
      { resource: '*', reason: 'the public keys of digests take no resource' },
    ]);
  }
}
