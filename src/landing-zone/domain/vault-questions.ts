import { OUTSIDER } from '../../policy/domain/claim';
import { ALLOW_ALL } from '../../policy/domain/document';
import { compileChain, evaluate } from '../../policy/domain/evaluate';
import type { AccessRequest } from '../../policy/domain/request';

/** The policies of a vault as the template has them, and whose they are. */
export interface VaultPolicies {
  readonly partition: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** The account and Region of the vault. */
  readonly accountId: string;
  readonly region: string;
  readonly bucketName: string;
  readonly trailArn: string;
  readonly bucketPolicy: object;
  readonly keyPolicy: object;
}

export interface Answer {
  /** What is asked and must come out: 'another trail does not deliver'. */
  readonly question: string;
  readonly holds: boolean;
}

type Call = readonly [question: string, expected: 'allowed' | 'denied', action: string, caller: 'trail' | 'other trail' | 'foreign trail' | 'outsider', secure?: boolean];

const CALLS: readonly Call[] = [
  ['this trail delivers', 'allowed', 's3:PutObject', 'trail'],
  ['another trail of the management account does not deliver', 'denied', 's3:PutObject', 'other trail'],
  ['a trail of the same name in another account does not deliver', 'denied', 's3:PutObject', 'foreign trail'],
  ['this trail does not deliver without TLS', 'denied', 's3:PutObject', 'trail', false],
  ['this trail does not delete', 'denied', 's3:DeleteObject', 'trail'],
  ['an outsider does not read', 'denied', 's3:GetObject', 'outsider'],
  ['an outsider does not write', 'denied', 's3:PutObject', 'outsider'],
  ['an outsider does not change the policy', 'denied', 's3:PutBucketPolicy', 'outsider'],
  ['this trail encrypts with the key', 'allowed', 'kms:GenerateDataKey', 'trail'],
  ['another trail of the management account does not encrypt with it', 'denied', 'kms:GenerateDataKey', 'other trail'],
  ['a trail of the same name in another account does not encrypt with it', 'denied', 'kms:GenerateDataKey', 'foreign trail'],
  ['an outsider does not decrypt', 'denied', 'kms:Decrypt', 'outsider'],
];

/** Asks the policies of bucket and key, as if callers' own policies allowed everything and nothing hung above. */
export function askVault(policies: VaultPolicies): Answer[] {
  return CALLS.map(([question, expected, action, caller, secure = true]) => {
    const decision = decide(policies, action, caller, secure);
    return { question, holds: expected === 'allowed' ? decision === 'allowed' : decision.endsWith('denied') };
  });
}

function decide(policies: VaultPolicies, action: string, caller: Call[3], secure: boolean): string {
  const { partition, organizationId, managementAccountId, accountId, region, bucketName } = policies;
  const ofKey = action.startsWith('kms:');
  const bucket = `arn:${partition}:s3:::${bucketName}`;
  const inBucket = action === 's3:PutBucketPolicy' ? bucket : `${bucket}/AWSLogs/${organizationId}/any`;
  const { context, ...who } = caller === 'outsider' ? outsider(policies) : cloudTrail(policies, caller);
  return evaluate({
    ...who,
    action,
    resource: ofKey ? `arn:${partition}:kms:${region}:${accountId}:key/any` : inBucket,
    resourceAccount: accountId,
    context: { ...context, 'aws:SecureTransport': String(secure), 'aws:RequestedRegion': region },
  }, compileChain({
    scps: [], rcps: [], sessionPolicies: [], managementAccountId, identityPolicies: [ALLOW_ALL],
    resourcePolicy: ofKey ? policies.keyPolicy : policies.bucketPolicy,
  })).decision;
}

type Caller = Pick<AccessRequest, 'principalArn' | 'principalAccount' | 'context'>;

function outsider({ partition }: VaultPolicies): Caller {
  const principalArn = `arn:${partition}:iam::${OUTSIDER}:role/any`;
  return {
    principalArn,
    principalAccount: OUTSIDER,
    context: { 'aws:PrincipalArn': principalArn, 'aws:PrincipalAccount': OUTSIDER, 'aws:PrincipalIsAWSService': 'false' },
  };
}

/** CloudTrail on behalf of a trail. */
function cloudTrail({ trailArn, managementAccountId, organizationId }: VaultPolicies, which: Exclude<Call[3], 'outsider'>): Caller {
  const source = {
    'trail': trailArn, 'other trail': `${trailArn}-other`, 'foreign trail': trailArn.replace(`:${managementAccountId}:`, `:${OUTSIDER}:`),
  }[which];
  return {
    principalArn: 'cloudtrail.amazonaws.com',
    context: {
      'aws:SourceArn': source,
      'aws:SourceAccount': source.split(':')[4],
      ...(which === 'foreign trail' ? {} : { 'aws:SourceOrgID': organizationId }),
      'aws:PrincipalIsAWSService': 'true',
      's3:x-amz-acl': 'bucket-owner-full-control',
      'kms:EncryptionContext:aws:cloudtrail:arn': source,
    },
  };
}
