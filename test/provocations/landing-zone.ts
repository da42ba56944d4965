import { App, Stage as CdkStage, RemovalPolicy } from 'aws-cdk-lib';
import { type Provocations, enforced, nowhere, onSandbox, stack } from './provocations';
import { type AccessClaim, Accounts, OrgAuditTrail, Rollout, Stage, WormRetention } from '../../src';
import { landingZone } from '../support/landing-zone';
import { AUDIT, LOG_ARCHIVE, smallOrganization } from '../support/small-organization';

const claim = (change: Partial<AccessClaim>) => () => landingZone().zone.mustAllow({
  claim: 'the pipeline deploys', principal: 'arn:aws:iam::*:role/pipeline', action: 'cloudformation:CreateStack', ...change,
});

export const LANDING_ZONE: Provocations = {
  NotDenied: () => {
    const { app, zone } = landingZone();
    zone.mustDeny({ claim: 'the pipeline makes a key', principal: 'arn:aws:iam::*:role/pipeline', action: 'kms:CreateKey', accounts: Accounts.named('sandbox', 'production') });
    app.synth();
  },
  RolloutPolicyUnknown: () => landingZone({ rollout: onSandbox.forPolicy('zero-trust-regoin-deny', nowhere) }).app.synth(),
  RolloutShadowed: () => landingZone({
    rollout: Rollout.stages([{ unit: 'Workloads', stage: enforced }, { unit: 'Workloads/Production', stage: Stage.observe() }]),
  }),
  IdentityCenterMissing: () => landingZone({ organization: smallOrganization((snapshot) => { delete snapshot.IdentityCenter; }) }),
  RetentionDestroyed: () => landingZone({ vaultRemovalPolicy: RemovalPolicy.DESTROY, retention: WormRetention.compliance(7, { acknowledgement: 'agreed' }) }),
  StackAccount: () => new OrgAuditTrail(stack(AUDIT), 'Trail', { organization: smallOrganization(), logArchiveAccount: LOG_ARCHIVE }),
  AccessPortalUrl: () => landingZone({ accessPortalUrl: 'http://d-0123456789.awsapps.com/start' }),
  RoleAccountIsManagement: () => landingZone({ auditAccount: 'management' }),
  RoleAccountNotActive: () => landingZone({ organization: smallOrganization((snapshot) => { snapshot.Accounts[1].State = 'SUSPENDED'; }) }),
  IdentityAccountOther: () => landingZone({
    organization: smallOrganization((snapshot) => snapshot.DelegatedAdministrators.push({ Id: LOG_ARCHIVE, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] })),
    identityAccount: 'audit',
  }),
  LandingZoneTwice: () => {
    const app = new App();
    ['One', 'Other'].forEach((id) => landingZone({}, new CdkStage(app, id)));
    app.synth();
  },
  LandingZoneScope: () => landingZone({}, stack()),
  BreakGlassRole: () => landingZone({ breakGlassRoles: ['arn:aws:iam::*:role/break-*'] }),
  ClaimBlank: claim({ claim: ' ' }),
  ClaimPrincipal: claim({ principal: 'arn:aws:iam::*:role/pipe*' }),
  ClaimAction: claim({ action: 's3:*' }),
  ClaimRegions: claim({ regions: [] }),
  ClaimNobody: claim({ principal: 'arn:aws:iam::999999999999:role/pipeline' }),
};
