import { vaultKeyStatements, vaultStatements } from '../../src/audit/domain/vault-policies';
import { type VaultPolicies, askVault } from '../../src/landing-zone/domain/vault-questions';
import { OUTSIDER } from '../../src/policy/domain/claim';

const [ARCHIVE, MANAGEMENT, BUCKET, NAME] = ['000000000003', '000000000001', 'vault', 'organization-trail'];
const TRAIL = `arn:aws:cloudtrail:eu-west-1:${MANAGEMENT}:trail/${NAME}`;
const FOREIGN = TRAIL.replace(MANAGEMENT, OUTSIDER);

/** The policies of a vault, those of bucket and key as the construct writes them. */
class Policies {
  readonly bucket: any[];
  readonly key: any[];

  constructor() {
    const trail = {
      partition: 'aws', organizationId: 'o-small00000', managementAccountId: MANAGEMENT, region: 'eu-west-1', name: NAME, bucketName: BUCKET,
    };
    [this.bucket, this.key] = [vaultStatements(trail), vaultKeyStatements(trail, ARCHIVE)].map((one) => JSON.parse(JSON.stringify(one)));
  }

  /** The condition on strings of the statement that lets the trail deliver, or encrypt. */
  delivers = () => this.bucket.find(({ Sid }) => Sid === 'TrailDelivers').Condition.StringEquals;
  encrypts = () => this.key.find(({ Sid }) => Sid === 'TrailEncrypts').Condition;
  toOutsider = (Action: string, Resource: string) => ({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OUTSIDER}:root` }, Action, Resource });

  wrong(): string[] {
    const document = (Statement: any[]) => ({ Version: '2012-10-17', Statement });
    const policies: VaultPolicies = {
      partition: 'aws', organizationId: 'o-small00000', managementAccountId: MANAGEMENT, accountId: ARCHIVE, region: 'eu-west-1', bucketName: BUCKET,
      trailArn: TRAIL, bucketPolicy: document(this.bucket), keyPolicy: document(this.key),
    };
    return askVault(policies).filter(({ holds }) => !holds).map(({ question }) => question);
  }
}

test('the policies as they are written answer as they must', () => {
  expect(new Policies().wrong()).toEqual([]);
});

const CHANGES: readonly (readonly [question: string, change: (policies: Policies) => void])[] = [
  ['this trail delivers', (policies) => { policies.delivers()['aws:SourceArn'] = `${TRAIL}-unheard-of`; }],
  ['another trail of the management account does not deliver', (policies) => { policies.delivers()['aws:SourceArn'] = [TRAIL, `${TRAIL}-other`]; }],
  ['a trail of the same name in another account does not deliver', (policies) => { policies.delivers()['aws:SourceArn'] = [TRAIL, FOREIGN]; }],
  ['this trail does not deliver without TLS', ({ bucket }) => { bucket.splice(bucket.findIndex(({ Sid }) => Sid === 'OnlyEncrypted'), 1); }],
  ['this trail does not delete', ({ bucket, delivers }) => {
    bucket.push({ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:DeleteObject', Resource: `arn:aws:s3:::${BUCKET}/*`, Condition: { StringEquals: delivers() } });
  }],
  ['an outsider does not read', ({ bucket, toOutsider }) => { bucket.push(toOutsider('s3:GetObject', `arn:aws:s3:::${BUCKET}/*`)); }],
  ['an outsider does not write', ({ bucket, toOutsider }) => { bucket.push(toOutsider('s3:PutObject', `arn:aws:s3:::${BUCKET}/*`)); }],
  ['an outsider does not change the policy', ({ bucket, toOutsider }) => { bucket.push(toOutsider('s3:PutBucketPolicy', `arn:aws:s3:::${BUCKET}`)); }],
  ['this trail encrypts with the key', (policies) => { policies.encrypts().StringEquals['aws:SourceArn'] = `${TRAIL}-unheard-of`; }],
  ['another trail of the management account does not encrypt with it', (policies) => { policies.encrypts().StringEquals['aws:SourceArn'] = [TRAIL, `${TRAIL}-other`]; }],
  ['a trail of the same name in another account does not encrypt with it', (policies) => {
    policies.encrypts().StringEquals['aws:SourceArn'] = [TRAIL, FOREIGN];
    policies.encrypts().StringLike['kms:EncryptionContext:aws:cloudtrail:arn'] = 'arn:aws:cloudtrail:*:trail/*';
  }],
  ['an outsider does not decrypt', ({ key, toOutsider }) => { key.push(toOutsider('kms:Decrypt', '*')); }],
];

test.each(CHANGES)('one change turns the answer to this question, and no other: %s', (question, change) => {
  const policies = new Policies();
  change(policies);
  expect(policies.wrong()).toEqual([question]);
});

test('there is a change for every question', () => {
  const policies = new Policies();
  const asked = askVault({
    partition: 'aws', organizationId: 'o-small00000', managementAccountId: MANAGEMENT, accountId: ARCHIVE, region: 'eu-west-1', bucketName: BUCKET, trailArn: TRAIL,
    bucketPolicy: { Version: '2012-10-17', Statement: policies.bucket }, keyPolicy: { Version: '2012-10-17', Statement: policies.key },
  }).map(({ question }) => question);
  expect(CHANGES.map(([question]) => question)).toEqual(asked);
});
