import { Stack } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { type AccountName, below, named, partOf, runningPart, toldToFunctions } from './construct-parts';
import { detectionParts } from './detection-parts';
import type { LandingZoneParts, MachinePart } from './domain/landing-zone-parts';
import { vaultAnswers } from './vault-answers';
import { ActivityView } from '../audit/activity-view';
import { AuditVault } from '../audit/audit-vault';
import { ConfigAggregator } from '../audit/config-aggregator';
import { ConfigRecorders } from '../audit/config-recorders';
import { IdentityDirectorySnapshots } from '../audit/identity-directory-snapshots';
import { OktaEvents } from '../audit/okta-events';
import { OrgAuditTrail } from '../audit/org-audit-trail';
import { SecurityPosture } from '../audit/security-posture';
import { SecurityPostureDelegation } from '../audit/security-posture-delegation';
import { TrailVerification } from '../audit/trail-verification';
import type { OrganizationFacts } from '../report/domain/report-model';

type AuditParts = Pick<LandingZoneParts, 'vaults' | 'trails' | 'verifications' | 'recorders' | 'aggregators' | 'oktas' | 'views' | 'snapshots' | 'postures' | 'delegations'
| 'detections' | 'forwardings'>;

/** What of the audit trail, of findings and of detections stands among constructs. */
export function auditParts(constructs: readonly IConstruct[], accountName: AccountName, organization: OrganizationFacts): AuditParts {
  const all = <T extends IConstruct>(type: abstract new (...args: never) => T) => constructs.filter((one): one is T => one instanceof type);
  return {
    vaults: all(AuditVault).map((vault) => ({
      ...partOf(vault, [vault.bucket, vault.key], accountName), mode: vault.retention.mode, days: vault.retention.days,
      answers: all(OrgAuditTrail).flatMap((trail) => vaultAnswers(vault, trail, organization)),
    })),
    trails: all(OrgAuditTrail).map((trail) => {
      const settings = trail._settings();
      return {
        ...partOf(trail, [settings], accountName),
        organizationTrail: settings.isOrganizationTrail === true,
        multiRegion: settings.isMultiRegionTrail === true,
        logFileValidation: settings.enableLogFileValidation === true,
      };
    }),
    verifications: all(TrailVerification).map((one) => ({ ...machinePart(one, accountName), buckets: toldToFunctions(one, 'VAULT_BUCKET') })),
    recorders: all(ConfigRecorders).map((one) => ({
      ...partOf(one, ['AWS::CloudFormation::StackSet', 'AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel'], accountName),
      stackSets: one.stackSetNames.map(String),
      leftOut: one.leftOut.map(({ accountName: account, regions, by }) => ({ account, regions, by })),
    })),
    aggregators: all(ConfigAggregator).map((one) => ({ ...partOf(one, ['AWS::Config::ConfigurationAggregator'], accountName), aggregator: one.aggregatorName })),
    oktas: all(OktaEvents).map((one) => ({
      ...runningPart(one, ['AWS::Events::EventBus', 'AWS::Events::Archive'], one.alarms, accountName), buckets: toldToFunctions(one, 'VAULT_BUCKET'),
    })),
    views: all(ActivityView).map((one) => ({
      ...runningPart(one, ['AWS::Glue::Database', 'AWS::Glue::Table', 'AWS::Athena::WorkGroup'], one.alarms, accountName),
      workGroup: one.workGroupName,
      queries: below(one, CfnNamedQuery).map((query) => named(query, query.name)),
      readable: one.readerRoleArn !== undefined,
    })),
    snapshots: all(IdentityDirectorySnapshots).map((one) => ({ ...runningPart(one, [], one.alarms, accountName), buckets: toldToFunctions(one, 'RECORDS_BUCKET') })),
    postures: all(SecurityPosture).map((one) => ({
      ...partOf(one, ['AWS::AccessAnalyzer::Analyzer', 'AWS::SecurityHub::FindingAggregator', 'AWS::SecurityHub::ConfigurationPolicy', 'Custom::Findings'], accountName),
      region: Stack.of(one).region,
      services: one.services,
      analyzers: below(one, CfnAnalyzer).map((analyzer) => named(analyzer, analyzer.analyzerName)),
      aggregates: one.aggregates,
    })),
    delegations: all(SecurityPostureDelegation).map((one) => partOf(one, ['Custom::SecurityAdministrators'], accountName)),
    ...detectionParts(constructs, accountName),
  };
}

/** A part that runs by state machines, whose names are given because alarms and functions must know them. */
export function machinePart(construct: IConstruct & { readonly alarms: CfnAlarm[] }, accountName: AccountName): MachinePart {
  return {
    ...runningPart(construct, [], construct.alarms, accountName),
    machines: below(construct, CfnStateMachine).map((machine) => named(machine, machine.stateMachineName)),
  };
}
