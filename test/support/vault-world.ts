import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, smallOrganization } from './small-organization';
import { AuditVault, type AuditVaultProps } from '../../src';
import { policyDocument } from '../../src/policy/domain/document';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';

export const VAULT = `arn:aws:s3:::zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`;
export const LANDING = `arn:aws:s3:::zero-trust-config-landing-${LOG_ARCHIVE}-eu-west-1`;
export const ACCESS_LOGS = `arn:aws:s3:::zero-trust-access-logs-${LOG_ARCHIVE}-eu-west-1`;
export const KEY = `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:key/11111111-2222-3333-4444-555555555555`;
export const READER = `arn:aws:iam::${LOG_ARCHIVE}:role/zero-trust-audit-reader`;
export const COPY_ROLE = `arn:aws:iam::${LOG_ARCHIVE}:role/zero-trust/zero-trust-config-copy`;

type Keys = Readonly<Record<string, string>>;

/** A whole vault with one thing changed, and the policies of its template as they answer, under service control policies if there are any. */
export function vaultWorld(change: Partial<AuditVaultProps> = {}, guardrails: readonly string[] = []) {
  const everything = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
  const scps = [{ level: 'root', documents: [everything, ...guardrails.map((content) => JSON.parse(content))] }];
  const stack = new Stack(new App(), 'LogArchive', { env: { account: LOG_ARCHIVE, region: 'eu-west-1' } });
  const vault = new AuditVault(stack, 'Vault', { organization: smallOrganization(), auditAccount: 'audit', ...change });
  const template = Template.fromStack(stack);
  const all = (type: string) => Object.values<any>(template.findResources(type)).map(({ Properties }) => Properties);
  const plain = (policy: unknown) => JSON.parse(JSON.stringify(policy).replace(/\{"Fn::GetAtt":\["[^"]*Key[^"]*","Arn"\]\}/g, `"${KEY}"`));
  const bucketPolicy = (arn: string) => all('AWS::S3::BucketPolicy').map(({ PolicyDocument }) => PolicyDocument)
    .find(({ Statement }: any) => Statement[0].Resource.includes(arn));
  const [keyPolicy] = all('AWS::KMS::Key').map(({ KeyPolicy }) => KeyPolicy);
  const role = (name: string) => all('AWS::IAM::Role').find(({ RoleName }) => RoleName === name);
  const owned = (resource: string) => {
    switch (resource.split(':')[2]) {
      case 'kms': return keyPolicy;
      case 'iam': return role(resource.split('/').at(-1)!).AssumeRolePolicyDocument;
      default: return bucketPolicy(resource.split('/')[0]);
    }
  };
  const ask = (principal: string, action: string, resource: string, context: Keys, identity: object) => {
    const account = /^arn:/.test(principal) ? principal.split(':')[4] : undefined;
    return evaluate({
      principalArn: principal,
      principalAccount: account,
      action,
      resource,
      resourceAccount: LOG_ARCHIVE,
      context: {
        ...(account === undefined ? {} : { 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': account, 'aws:PrincipalOrgID': 'o-smallorgan' }),
        'aws:PrincipalIsAWSService': String(account === undefined),
        'aws:SecureTransport': 'true',
        ...(action.startsWith('kms:') ? { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } : {}),
        ...context,
      },
    }, compileChain({
      scps, rcps: [], identityPolicies: [identity], sessionPolicies: [], resourcePolicy: owned(resource), managementAccountId: MANAGEMENT,
    })).decision;
  };
  return {
    stack, vault, template,
    /** Asked by somebody whose own policies allow everything. */
    asks: (principal: string, action: string, resource: string, context: Keys = {}) => (
      ask(principal, action, resource, context, everything)),
    /** Asked by one of the vault's own roles, by what its template gives it. */
    asksAs: (name: string, action: string, resource: string, context: Keys = {}) => {
      const { Path = '/', Policies } = role(name);
      return ask(`arn:aws:iam::${LOG_ARCHIVE}:role${Path}${name}`, action, resource, context, plain(Policies[0].PolicyDocument));
    },
  };
}

export const auditRole = (name: string, account = AUDIT) => `arn:aws:iam::${account}:role/zero-trust/audit/${name}`;
export const signedIn = (set: string, account = AUDIT) => `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_${set}_0123456789abcdef`;
