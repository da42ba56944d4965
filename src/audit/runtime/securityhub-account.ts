import { DescribeHubCommand, EnableSecurityHubCommand, InvalidAccessException, ResourceConflictException, ResourceNotFoundException, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import { written } from './posture-failures';
import type { SecurityHubPort } from './posture-ports';

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableSecurityHub.html */
export class SecurityHubAccount implements SecurityHubPort {
  public constructor(private readonly client: SecurityHubClient) {}

  public async enabled(): Promise<boolean> {
    try {
      await this.client.send(new DescribeHubCommand({}));
      return true;
    } catch (error) {
      // what an account that is not subscribed is answered: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html
      if (error instanceof InvalidAccessException || error instanceof ResourceNotFoundException) {
        return false;
      }
      throw error;
    }
  }

  public async enable(): Promise<void> {
    try {
      await written(this.client.send(new EnableSecurityHubCommand({ EnableDefaultStandards: false })));
    } catch (error) {
      if (!(error instanceof ResourceConflictException)) {
        throw error;
      }
    }
  }
}
