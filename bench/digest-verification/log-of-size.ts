import { randomBytes, randomUUID } from 'node:crypto';

/** A log such as an application leaves that decrypts all day: ids are random, the rest repeats. */
export function logOfSize(records: number): Buffer {
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  return Buffer.from(JSON.stringify({
    Records: Array.from({ length: records }, (_, index) => ({
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole', principalId: `AROA${hex(8)}:app`, arn: `arn:aws:sts::666666666666:assumed-role/app/${hex(4)}`, accountId: '666666666666', accessKeyId: `ASIA${hex(8)}`,
      },
      eventTime: `2026-03-17T00:${10 + index % 50}:11Z`,
      eventSource: 'kms.amazonaws.com',
      eventName: ['Decrypt', 'GenerateDataKey', 'DescribeKey'][index % 3],
      awsRegion: 'eu-west-1',
      sourceIPAddress: `10.${index % 256}.${index * 7 % 256}.${index * 13 % 256}`,
      userAgent: 'aws-sdk-java/2.25.1',
      requestParameters: { encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::bucket/${hex(6)}` } },
      responseElements: null,
      requestID: randomUUID(),
      eventID: randomUUID(),
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '666666666666',
      eventCategory: 'Management',
    })),
  }));
}
