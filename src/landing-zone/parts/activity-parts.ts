import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import type { IConstruct } from 'constructs';
import { all, below } from './construct-tree';
import { type AccountName, runningPart, writingPart } from './part';
import { named } from './template-names';
import { ActivityView } from '../../audit/activity-view';
import { IdentityDirectorySnapshots } from '../../audit/identity-directory-snapshots';
import type { LandingZoneParts } from '../domain/landing-zone-parts';

/** What says who did what. */
export function activityParts(constructs: readonly IConstruct[], accountName: AccountName): Pick<LandingZoneParts, 'views' | 'snapshots'> {
  return {
    views: all(constructs, ActivityView).map((one) => ({
      ...runningPart(one, ['AWS::Glue::Database', 'AWS::Glue::Table', 'AWS::Athena::WorkGroup'], accountName),
      workGroup: one.workGroupName,
      queries: below(one, CfnNamedQuery).map((query) => named(query, query.name)),
      readable: one.readerRoleArn !== undefined,
    })),
    snapshots: all(constructs, IdentityDirectorySnapshots).map((one) => writingPart(one, [], 'RECORDS_BUCKET', accountName)),
  };
}
