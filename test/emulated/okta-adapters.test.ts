import { gunzipSync } from 'node:zlib';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { HOUR_MS, type OktaEvent, readOktaEvent } from '../../src/audit/domain/okta-event';
import { emptyEvidence } from '../../src/audit/domain/okta-evidence';
import { DynamoOktaProgress } from '../../src/audit/runtime/dynamo-okta-progress';
import { S3OktaEvidence } from '../../src/audit/runtime/s3-okta-evidence';
import { S3OktaVault } from '../../src/audit/runtime/s3-okta-vault';
import { EmulatedAws, describeEmulated } from '../support/emulated-aws';
import { oktaEvent, uuidOf } from '../support/okta-event';

const START = Date.parse('2026-11-01T00:00:00Z');
const event = (index: number) => (readOktaEvent(oktaEvent(index, START + index)) as { event: OktaEvent }).event;

describeEmulated('what keeps events of Okta, against an emulated AWS', () => {
  let aws: EmulatedAws;
  let s3: S3Client;
  beforeAll(async () => {
    aws = await EmulatedAws.start();
    s3 = new S3Client({ ...aws.client, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'vault', ObjectLockEnabledForBucket: true }));
  }, 60_000);
  afterAll(async () => aws?.stop());

  test('an event is one line, compressed, in one version of one object, however often it comes', async () => {
    const vault = new S3OktaVault(s3, 'vault', 'okta/');
    expect([await vault.keep(event(1), 'stream'), await vault.keep(event(1), 'system-log'), await vault.keep(event(2), 'system-log')]).toEqual(['kept', 'known', 'kept']);
    expect(await vault.uuids(START)).toEqual(new Set([uuidOf(1), uuidOf(2)]));
    expect(await vault.uuids(START + HOUR_MS)).toEqual(new Set());
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'vault', Prefix: 'okta/' }));
    expect(Versions.map(({ Key }) => Key)).toEqual([1, 2].map((index) => `okta/year=2026/month=11/day=01/hour=00/${uuidOf(index)}.json.gz`));
    const { Body, Metadata, ContentEncoding } = await s3.send(new GetObjectCommand({ Bucket: 'vault', Key: Versions[0].Key }));
    expect(gunzipSync(await Body!.transformToByteArray()).toString()).toBe(`${JSON.stringify(oktaEvent(1, START + 1))}\n`);
    expect([Metadata, ContentEncoding]).toEqual([{ source: 'stream' }, undefined]);
  });

  test('a vault that refuses is a failure, and not an event that is there', async () => {
    await expect(new S3OktaVault(s3, 'nowhere', 'okta/').keep(event(1), 'stream')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test('evidence is read as it was written, and none is none', async () => {
    const evidence = new S3OktaEvidence(s3, 'vault', 'evidence/');
    expect(await evidence.read(START)).toBeUndefined();
    await evidence.write(START, emptyEvidence(START, START));
    expect(await evidence.read(START)).toEqual(emptyEvidence(START, START));
  });

  test('progress belongs to one run at a time, and moves from where it is', async () => {
    const dynamo = new DynamoDBClient(aws.client);
    await dynamo.send(new CreateTableCommand({
      TableName: 'progress', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }));
    const progress = new DynamoOktaProgress(dynamo, 'progress');
    const first = { startedMs: START, first: START, second: START };
    expect(await progress.begin('one', first, START, START + 10)).toEqual(first);
    expect(await progress.begin('two', first, START + 10, START + 99)).toBeUndefined();
    await progress.advance('one', 'first', START, START + HOUR_MS);
    await expect(progress.advance('one', 'first', START, START + HOUR_MS)).rejects.toThrow();
    await expect(progress.advance('two', 'second', START, START + HOUR_MS)).rejects.toThrow();
    // the lease of one is over: two takes over where one came to, and one has no say any more.
    expect(await progress.begin('two', { startedMs: 0, first: 0, second: 0 }, START + 11, START + 99)).toEqual({ ...first, first: START + HOUR_MS });
    await progress.end('one');
    expect(await progress.begin('one', first, START + 12, START + 99)).toBeUndefined();
    await progress.end('two');
    expect(await progress.begin('one', first, START + 12, START + 99)).toEqual({ ...first, first: START + HOUR_MS });
  });
});
