import type { IConstruct } from 'constructs';
import { all } from './construct-tree';
import { type AccountName, machinesOf, partOf, runningPart, writingPart } from './part';
import { vaultAnswers } from './vault-answers';
import { AuditVault } from '../../audit/audit-vault';
import { OrgAuditTrail } from '../../audit/org-audit-trail';
import { TrailVerification } from '../../audit/trail-verification';
import type { OrganizationFacts } from '../../report/domain/report-model';
import type { LandingZoneParts } from '../domain/landing-zone-parts';

/** Where the trail is kept, the trail itself, and what verifies it. */
export function trailParts(
  constructs: readonly IConstruct[], accountName: AccountName, organization: OrganizationFacts,
): Pick<LandingZoneParts, 'vaults' | 'trails' | 'verifications'> {
  return {
    vaults: all(constructs, AuditVault).map((vault) => ({
      ...runningPart(vault, [vault.bucket, vault.key], accountName), mode: vault.retention.mode, days: vault.retention.days,
      answers: all(constructs, OrgAuditTrail).flatMap((trail) => vaultAnswers(vault, trail, organization)),
    })),
    trails: all(constructs, OrgAuditTrail).map((trail) => {
      const settings = trail._settings();
      return {
        ...partOf(trail, [settings], accountName),
        organizationTrail: settings.isOrganizationTrail === true,
        multiRegion: settings.isMultiRegionTrail === true,
        logFileValidation: settings.enableLogFileValidation === true,
      };
    }),
    verifications: all(constructs, TrailVerification).map((one) => ({
      ...writingPart(one, [], 'VAULT_BUCKET', accountName), machines: machinesOf(one),
    })),
  };
}
