import type { IConstruct } from 'constructs';
import { auditParts, machinePart } from './audit-parts';
import { type AccountName, partOf } from './construct-parts';
import type { CatalogPart, LandingZoneParts, MatrixFacts } from './domain/landing-zone-parts';
import { promisesOf } from './domain/promises';
import { guardrailParts } from './guardrail-parts';
import { waysBackOf } from './ways-back';
import { AccessDrift } from '../identity/access-drift';
import { CatalogSide } from '../identity/catalog-side';
import { globalServicesRegion } from '../organization/domain/global-region';
import type { AccessReport, AssignmentRow, PromiseFacts } from '../report/domain/report-model';

type OtherFacts = Omit<AccessReport, 'promises'>;

/** What the landing zone promises, judged by the constructs that stand below it and by the proofs of this synth. */
export function promiseFacts(landingZone: IConstruct, report: OtherFacts): PromiseFacts[] {
  const { organization } = report;
  const names = new Map(report.accounts.map(({ id, name }) => [id, name]));
  const accountName: AccountName = (id) => names.get(id) ?? id;
  const constructs = landingZone.node.findAll();
  const all = <T extends IConstruct>(type: abstract new (...args: never) => T) => constructs.filter((one): one is T => one instanceof type);
  const parts: LandingZoneParts = {
    identityProvider: organization.identityProvider,
    allowedRegions: organization.allowedRegions,
    homeRegion: organization.homeRegion,
    globalRegion: globalServicesRegion(organization.partition),
    accountName,
    proofs: report.proofs,
    matrix: matrixOf(report),
    assumedPolicies: report.assumedPolicies.length,
    waysBack: report.guardrails.length === 0 ? undefined : waysBackOf(landingZone, organization.id),
    catalogs: all(CatalogSide).map((side) => catalogPart(side, accountName)),
    drifts: all(AccessDrift).map((drift) => machinePart(drift, accountName)),
    guardrails: guardrailParts(constructs, report.guardrails, accountName),
    ...auditParts(constructs, accountName, organization),
  };
  return promisesOf(parts);
}

function catalogPart(side: CatalogSide, accountName: AccountName): CatalogPart {
  return {
    ...partOf(side, ['AWS::SSO::PermissionSet', 'AWS::CloudFormation::Stack', 'Custom::AccessReconciliation'], accountName),
    sets: side.sets.length,
    assignments: side.access.native?.made.length,
  };
}

/** Who holds privileged sets permanently, and what stands behind it. */
function matrixOf({ assignments, permissionSets, standingExceptions }: OtherFacts): MatrixFacts {
  const sets = new Set(permissionSets.filter((set) => set.privileged).map(({ name }) => name));
  const privileged = assignments.filter(({ permissionSet }) => sets.has(permissionSet));
  const key = ({ group, permissionSet }: Pick<AssignmentRow, 'group' | 'permissionSet'>, accountId: string) =>
    JSON.stringify([group, permissionSet, accountId]);
  const explained = new Set(standingExceptions.flatMap((row) => row.accountIds.map((id) => key(row, id))));
  return {
    assignments: assignments.length,
    privilegedSets: sets.size,
    privileged: privileged.length,
    unexplained: privileged.filter((row) => !explained.has(key(row, row.accountId))).length,
    exceptions: standingExceptions.map(({ group, permissionSet, accountIds, owner, expires }) => (
      { group, permissionSet, accounts: accountIds.length, owner, expires })),
  };
}
