import { Duration } from 'aws-cdk-lib';
import type { ElevationDenial as DenialData, ElevationRule } from './domain/elevation-rules';
import type { ElevationDenial } from './elevation-denial';
import type { ElevationPolicy } from './elevation-policy';
import type { Accounts } from '../organization/accounts';

/** Ids of the accounts of a selection; none where something is wrong with it, which is told otherwise. */
export type Select = (accounts: Accounts) => readonly string[];

/** A policy as data; groups are still as they were written. */
export function ruleOf(policy: ElevationPolicy, select: Select): ElevationRule {
  const { name, permissionSet, accounts, requesters, approvers, approvals = 1, furtherStages = [] } = policy;
  const first = approvers.length === 0 ? [] : [{ approverGroups: approvers, approvals }];
  const further = furtherStages.map((stage) => ({ approverGroups: stage.approvers, approvals: stage.approvals ?? 1 }));
  return {
    name: name ?? `${permissionSet} for ${requesters[0] ?? 'nobody'}`,
    permissionSet,
    accountIds: select(accounts),
    requesterGroups: requesters,
    stages: [...first, ...further],
    maxSeconds: seconds(policy.maxDuration ?? Duration.hours(1)),
    startWithinSeconds: seconds(policy.startWithin ?? Duration.days(7)),
    requestExpiresSeconds: seconds(policy.requestExpiresAfter ?? Duration.hours(24)),
    justificationPatterns: present(policy.justificationPattern),
    ticketPatterns: present(policy.ticketPattern),
    allowOverlap: policy.allowOverlap ?? false,
  };
}

export function denialOf({ name, reason, groups, permissionSets = [], accounts }: ElevationDenial, select: Select): DenialData {
  return { name, reason, groups, permissionSets, accountIds: accounts === undefined ? [] : select(accounts) };
}

function seconds(duration: Duration): number {
  return duration.toMilliseconds({ integral: false }) / 1_000;
}

function present(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}
