import { Stack } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import type { IConstruct } from 'constructs';
import { all, below } from './construct-tree';
import { type AccountName, partOf } from './part';
import { named } from './template-names';
import { SecurityPosture } from '../../audit/security-posture';
import { SecurityPostureDelegation } from '../../audit/security-posture-delegation';
import type { LandingZoneParts } from '../domain/landing-zone-parts';

/** Where findings come together, and what makes that account their administrator. */
export function postureParts(constructs: readonly IConstruct[], accountName: AccountName): Pick<LandingZoneParts, 'postures' | 'delegations'> {
  return {
    postures: all(constructs, SecurityPosture).map((one) => ({
      ...partOf(one, ['AWS::AccessAnalyzer::Analyzer', 'AWS::SecurityHub::FindingAggregator', 'AWS::SecurityHub::ConfigurationPolicy', 'Custom::Findings'], accountName),
      region: Stack.of(one).region,
      services: one.services,
      analyzers: below(one, CfnAnalyzer).map((analyzer) => named(analyzer, analyzer.analyzerName)),
      aggregates: one.aggregates,
    })),
    delegations: all(constructs, SecurityPostureDelegation).map((one) => partOf(one, ['Custom::SecurityAdministrators'], accountName)),
  };
}
