import type { IConstruct } from 'constructs';
import { all } from './construct-tree';
import { type AccountName, partOf, writingPart } from './part';
import { ConfigAggregator } from '../../audit/config-aggregator';
import { ConfigRecorders } from '../../audit/config-recorders';
import { OktaEvents } from '../../audit/okta-events';
import type { LandingZoneParts } from '../domain/landing-zone-parts';

/** What records besides the trail. */
export function recordingParts(constructs: readonly IConstruct[], accountName: AccountName): Pick<LandingZoneParts, 'recorders' | 'aggregators' | 'oktas'> {
  return {
    recorders: all(constructs, ConfigRecorders).map((one) => ({
      ...partOf(one, ['AWS::CloudFormation::StackSet', 'AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel'], accountName),
      stackSets: one.stackSetNames.map(String),
      leftOut: one.leftOut.map(({ accountName: account, regions, by }) => ({ account, regions, by })),
    })),
    aggregators: all(constructs, ConfigAggregator).map((one) => ({
      ...partOf(one, ['AWS::Config::ConfigurationAggregator'], accountName), aggregator: one.aggregatorName,
    })),
    oktas: all(constructs, OktaEvents).map((one) => writingPart(one, ['AWS::Events::EventBus', 'AWS::Events::Archive'], 'VAULT_BUCKET', accountName)),
  };
}
