import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditVault, type AuditVaultProps } from '../../src';
import { ALLOW_ALL } from '../../src/policy/domain/document';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { AUDIT, LOG_ARCHIVE, smallOrganization } from '../support/small-organization';

/** What stands for the ARN of the vault's key, which a template only refers to. */
export const KEY = `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:key/vault`;
export const VAULT = `arn:aws:s3:::zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`;
export const LANDING = `arn:aws:s3:::zero-trust-config-landing-${LOG_ARCHIVE}-eu-west-1`;
export const ACCESS_LOGS = `arn:aws:s3:::zero-trust-access-logs-${LOG_ARCHIVE}-eu-west-1`;
export const VIA_S3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };

export function vaultStack(change: Partial<AuditVaultProps> = {}) {
  const stack = new Stack(new App(), 'LogArchive', { env: { account: LOG_ARCHIVE, region: 'eu-west-1' } });
  const vault = new AuditVault(stack, 'Vault', { organization: smallOrganization(), auditAccount: 'audit', ...change });
  return { vault, template: Template.fromStack(stack) };
}

/** The one resource of a type whose logical id begins like this, with the ARN of the key written out. */
function properties(template: Template, type: string, id: string): any {
  const found = Object.entries(template.findResources(type)).filter(([name]) => name.startsWith(id));
  expect(found).toHaveLength(1);
  return JSON.parse(JSON.stringify(found[0][1].Properties).replace(/\{"Fn::GetAtt":\["VaultKey[^\]]*"\]\}/g, JSON.stringify(KEY)));
}

export function policiesOf(template: Template) {
  const bucket = (id: string) => properties(template, 'AWS::S3::BucketPolicy', id).PolicyDocument;
  const role = (id: string) => {
    const { AssumeRolePolicyDocument: trust, Policies: [{ PolicyDocument: policy }], ...rest } = properties(template, 'AWS::IAM::Role', id);
    return { trust, policy, ...rest };
  };
  return {
    vault: bucket('VaultVaultPolicy'),
    accessLogs: bucket('VaultAccessLogsPolicy'),
    landing: bucket('VaultConfigLandingPolicy'),
    key: properties(template, 'AWS::KMS::Key', 'VaultKey').KeyPolicy,
    copier: role('VaultConfigLandingReplication'),
    role,
  };
}

interface Question {
  /** ARN of a role, or an AWS service. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** Whether it is allowed, where the caller's own policies allow everything unless one is given. */
export function isAllowed({ principal, action, resource, context }: Question, resourcePolicy: unknown, identityPolicy: unknown = ALLOW_ALL): boolean {
  const account = /^arn:/.test(principal) ? principal.split(':')[4] : undefined;
  return evaluate({
    principalArn: principal,
    principalAccount: account,
    action,
    resource,
    resourceAccount: LOG_ARCHIVE,
    context: {
      ...(account === undefined ? {} : { 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': account }),
      'aws:PrincipalIsAWSService': String(account === undefined), 'aws:SecureTransport': 'true', ...context,
    },
  }, compileChain({ scps: [], rcps: [], identityPolicies: [identityPolicy], sessionPolicies: [], resourcePolicy })).decision === 'allowed';
}

export const AUDIT_FUNCTION = `arn:aws:iam::${AUDIT}:role/zero-trust/audit/verify-chain`;
