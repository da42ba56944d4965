import { refuse } from '../private/errors';
import { resourceTypeProblems } from './domain/config-problems';
import type { RecordingData } from './domain/config-template';

/**
 * What AWS Config records, and how often. Users, groups, roles and customer managed policies of IAM are recorded in the home Region only.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
 */
export class ConfigRecording {
  /** Every type that AWS Config knows, those that come later included, at each change. */
  public static all(): ConfigRecording {
    return new ConfigRecording({ kind: 'all', resourceTypes: [], frequency: 'CONTINUOUS' });
  }

  /**
   * Every type but these, at each change.
   *
   * @param resourceTypes such as 'AWS::EC2::NetworkInterface', at least one, each once; raises `ConfigResourceTypes`
   */
  public static allExcept(...resourceTypes: string[]): ConfigRecording {
    return ConfigRecording.checked({ kind: 'all-except', resourceTypes, frequency: 'CONTINUOUS' });
  }

  /**
   * These types only, at each change.
   *
   * @param resourceTypes such as 'AWS::S3::Bucket', at least one, each once; raises `ConfigResourceTypes`
   */
  public static only(...resourceTypes: string[]): ConfigRecording {
    return ConfigRecording.checked({ kind: 'only', resourceTypes, frequency: 'CONTINUOUS' });
  }

  private static checked(recording: RecordingData): ConfigRecording {
    refuse(resourceTypeProblems(recording), recording.kind === 'only' ? 'ConfigRecording.only' : 'ConfigRecording.allExcept');
    return new ConfigRecording(recording);
  }

  private constructor(private readonly recording: RecordingData) {}

  /** The same types once a day instead of at each change: what changes twice within a day is seen once. */
  public daily(): ConfigRecording {
    return new ConfigRecording({ ...this.recording, frequency: 'DAILY' });
  }

  /** @internal */
  public _data(): RecordingData {
    return this.recording;
  }
}
