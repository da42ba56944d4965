import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CloudFormationStacks } from './cloudformation-stacks';
import { keepAccessDocument } from './keep-access-document';
import { S3AccessDocuments } from './s3-access-documents';
import { customResource } from '../../private/runtime/custom-resource';

const s3 = new S3Client();
const stacks = new CloudFormationStacks(new CloudFormationClient({ retryMode: 'adaptive', maxAttempts: 10 }));

export const handler = customResource(async ({ RequestType, ResourceProperties, StackId }) => {
  const physicalResourceId = 'desired-access';
  // what was wanted stays on record, also of a catalogue that is gone.
  if (RequestType === 'Delete') {
    return { physicalResourceId };
  }
  const { Asset, Bucket, InstanceArn, SetArns, GroupIds, MaxRemovals, Advice } = ResourceProperties;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: Asset.Bucket, Key: Asset.Key }));
  const version = await keepAccessDocument({
    desired: JSON.parse(await Body!.transformToString()), instanceArn: InstanceArn, setArns: SetArns, groupIds: GroupIds, stackId: StackId,
    limits: { most: Number(MaxRemovals), advice: Advice },
  }, { documents: new S3AccessDocuments(s3, Bucket), stacks });
  return { physicalResourceId, data: { Version: version } };
});
