/** What AWS Config records. */
export interface RecordingData {
  readonly kind: 'all' | 'all-except' | 'only';
  readonly resourceTypes: readonly string[];
  readonly frequency: 'CONTINUOUS' | 'DAILY';
}

export interface RecorderPlace {
  readonly homeRegion: string;
  readonly bucketName: string;
}

/** IAM's own: each Region that records them records the same thing again. https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html */
export const GLOBAL_TYPES: readonly string[] = ['AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User'];

/** AWS Config takes one recorder and one channel in an account and Region; this is what the console calls its own. */
const NAME = 'default';

type AtHome = (home: unknown, elsewhere: unknown) => unknown;

/** What is made in one account and Region. */
export interface MadeResource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/**
 * The recorder and its channel. Neither waits for the other: the recorder is done when there is a channel, and a channel needs a recorder,
 * which CloudFormation knows of these two.
 */
export function recorderResources(recording: RecordingData, bucketName: string, atHome: AtHome): { Recorder: MadeResource; Channel: MadeResource } {
  return {
    Recorder: { Type: 'AWS::Config::ConfigurationRecorder', Properties: {
      Name: NAME,
      RoleARN: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig' },
      RecordingGroup: recordingGroup(recording, atHome),
      RecordingMode: { RecordingFrequency: recording.frequency },
    } },
    Channel: { Type: 'AWS::Config::DeliveryChannel', Properties: {
      Name: NAME, S3BucketName: bucketName, ConfigSnapshotDeliveryProperties: { DeliveryFrequency: 'TwentyFour_Hours' },
    } },
  };
}

/** One template for all Regions. */
export function recorderTemplate(recording: RecordingData, { homeRegion, bucketName }: RecorderPlace): object {
  return {
    Conditions: { HomeRegion: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, homeRegion] } },
    Resources: recorderResources(recording, bucketName, (home, elsewhere) => ({ 'Fn::If': ['HomeRegion', home, elsewhere] })),
  };
}

function recordingGroup({ kind, resourceTypes }: RecordingData, atHome: AtHome): object {
  switch (kind) {
    case 'all': return { AllSupported: true, IncludeGlobalResourceTypes: atHome(true, false) };
    case 'all-except': return {
      AllSupported: false,
      IncludeGlobalResourceTypes: false,
      ExclusionByResourceTypes: { ResourceTypes: atHome(resourceTypes, [...new Set([...resourceTypes, ...GLOBAL_TYPES])]) },
      RecordingStrategy: { UseOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
    };
    case 'only': return {
      AllSupported: false,
      IncludeGlobalResourceTypes: false,
      ResourceTypes: atHome(resourceTypes, resourceTypes.filter((type) => !GLOBAL_TYPES.includes(type))),
      RecordingStrategy: { UseOnly: 'INCLUSION_BY_RESOURCE_TYPES' },
    };
  }
}

export const RECORDER_ROLE: MadeResource = { Type: 'AWS::IAM::ServiceLinkedRole', Properties: { AWSServiceName: 'config.amazonaws.com' } };

/** The role of the service itself. It stays: whatever else uses AWS Config in the account needs it as well. */
export function recorderRoleTemplate(): object {
  return { Resources: { Role: { ...RECORDER_ROLE, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } } };
}
