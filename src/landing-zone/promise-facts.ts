import type { IConstruct } from 'constructs';
import { accessParts } from './parts/access-parts';
import { activityParts } from './parts/activity-parts';
import { detectionParts } from './parts/detection-parts';
import { elevationParts } from './parts/elevation-parts';
import { guardrailParts } from './parts/guardrail-parts';
import type { AccountName } from './parts/part';
import { postureParts } from './parts/posture-parts';
import { recordingParts } from './parts/recording-parts';
import { trailParts } from './parts/trail-parts';
import { rollbackFileName } from '../guardrails/domain/rollback-file';
import { OrganizationGuardrails } from '../guardrails/organization-guardrails';
import { waysBack } from '../guardrails/ways-back';
import { promisesOf } from './domain/promises';
import { standingPrivilege } from './domain/standing-privilege';
import { globalServicesRegion } from '../organization/domain/global-region';
import type { AccessReport, PromiseFacts } from '../report/domain/report-model';

/** What the landing zone promises, judged by the constructs that stand below it and by the proofs of this synth. */
export function promiseFacts(landingZone: IConstruct, report: Omit<AccessReport, 'promises'>): PromiseFacts[] {
  const { organization } = report;
  const names = new Map(report.accounts.map(({ id, name }) => [id, name]));
  const accountName: AccountName = (id) => names.get(id) ?? id;
  const constructs = landingZone.node.findAll();
  // worked out and not read from the folder, because another part of the app may write it later than the report.
  const { folder, rollbacks } = waysBack(OrganizationGuardrails.of(landingZone, organization.id));
  return promisesOf({
    identityProvider: organization.identityProvider,
    allowedRegions: organization.allowedRegions,
    homeRegion: organization.homeRegion,
    globalRegion: globalServicesRegion(organization.partition),
    accountName,
    proofs: report.proofs,
    matrix: standingPrivilege(report),
    assumedPolicies: report.assumedPolicies.length,
    waysBack: { folder, files: rollbacks.map((rollback) => `${rollbackFileName(rollback)}.md`).sort() },
    guardrails: guardrailParts(constructs, report.guardrails, accountName),
    ...accessParts(constructs, accountName),
    ...elevationParts(constructs, accountName),
    ...trailParts(constructs, accountName, organization),
    ...recordingParts(constructs, accountName),
    ...activityParts(constructs, accountName),
    ...postureParts(constructs, accountName),
    ...detectionParts(constructs, accountName),
  });
}
