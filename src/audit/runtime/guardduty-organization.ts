import {
  CreateDetectorCommand, DescribeOrganizationConfigurationCommand, GetDetectorCommand, type GuardDutyClient, ListDetectorsCommand, type OrgFeature,
  UpdateOrganizationConfigurationCommand,
} from '@aws-sdk/client-guardduty';
import { written } from './posture-failures';
import type { GuardDutyPort } from './posture-ports';

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateOrganizationConfiguration.html */
export class GuardDutyOrganization implements GuardDutyPort {
  public constructor(private readonly client: GuardDutyClient) {}

  public async detector() {
    const { DetectorIds = [] } = await this.client.send(new ListDetectorsCommand({}));
    if (DetectorIds.length === 0) {
      return undefined;
    }
    const { Status } = await this.client.send(new GetDetectorCommand({ DetectorId: DetectorIds[0] }));
    return { id: DetectorIds[0], enabled: Status === 'ENABLED' };
  }

  public async createDetector(): Promise<void> {
    await written(this.client.send(new CreateDetectorCommand({ Enable: true })));
  }

  public async organization(detectorId: string) {
    const command = new DescribeOrganizationConfigurationCommand({ DetectorId: detectorId });
    const { AutoEnableOrganizationMembers, Features = [] } = await this.client.send(command);
    const features = Object.fromEntries(Features.map(({ Name, AutoEnable }) => [Name!, AutoEnable!]));
    return { members: AutoEnableOrganizationMembers ?? 'NONE', features };
  }

  public async enableForAll(detectorId: string, features: readonly string[]): Promise<void> {
    await written(this.client.send(new UpdateOrganizationConfigurationCommand({
      DetectorId: detectorId,
      AutoEnableOrganizationMembers: 'ALL',
      Features: features.length === 0 ? undefined : features.map((feature) => ({ Name: feature as OrgFeature, AutoEnable: 'ALL' })),
    })));
  }
}
