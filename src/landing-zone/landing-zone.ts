import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type AccessClaim, teamClaim } from './access-claim';
import { makeAccess } from './access-composition';
import { forwardAccountEvents } from './account-events';
import { makeAudit, regionalAuditStacks } from './audit-composition';
import { delegationsOf } from './delegations';
import { accessPortalProblems } from './domain/access-portal';
import { CLOUDTRAIL, IDENTITY_CENTER } from './domain/delegated-administrators';
import { rolePropProblems } from './domain/role-props';
import { LandingZoneAudit } from './landing-zone-audit';
import { impossibleProblems, problemsInApp } from './landing-zone-checks';
import { makeGuardrails } from './landing-zone-guardrails';
import type { StackPlace } from './landing-zone-place';
import type { LandingZoneProps } from './landing-zone-props';
import { writeReportAtSynth } from './report-at-synth';
import { orderStacks } from './stack-order';
import { warnOf } from './warn-at-synth';
import type { AuditTamperDenySCP } from '../audit/audit-tamper-deny-scp';
import { AuditVault } from '../audit/audit-vault';
import { OrgAuditTrail } from '../audit/org-audit-trail';
import type { SessionDenial } from '../containment/session-denial';
import type { SessionDenialPolicies } from '../containment/session-denial-policies';
import { BreakGlass } from '../elevation/break-glass';
import type { JitElevation } from '../elevation/jit-elevation';
import type { ManagementAccess } from '../elevation/management-access';
import { breakGlassClaims } from '../guardrails/domain/standing-claims';
import type { LongLivedCredentialDenySCP } from '../guardrails/long-lived-credential-deny-scp';
import type { MfaEvidenceSCP } from '../guardrails/mfa-evidence-scp';
import type { OrgPerimeterRCP } from '../guardrails/org-perimeter-rcp';
import type { ProtectedRolesSCP } from '../guardrails/protected-roles-scp';
import type { QuarantineSCP } from '../guardrails/quarantine-scp';
import type { RegionDenySCP } from '../guardrails/region-deny-scp';
import { Rollout } from '../guardrails/rollout';
import type { RootDenySCP } from '../guardrails/root-deny-scp';
import type { SecurityServicesDenySCP } from '../guardrails/security-services-deny-scp';
import type { AccessAttributes } from '../identity/access-attributes';
import type { OrganizationEventForwarding } from '../identity/organization-event-forwarding';
import type { PermissionSetCatalog } from '../identity/permission-set-catalog';
import { accountRoles } from './domain/account-roles';
import { asOfProblems, isDay } from '../organization/domain/days';
import { globalServicesRegion } from '../organization/domain/global-region';
import { RCP, SCP } from '../organization/domain/policy-slots';
import { STACK_SETS } from '../organization/domain/stack-sets';
import type { Organization } from '../organization/organization';
import { OrganizationFeatures } from '../organization/organization-features';
import type { Claim } from '../policy/domain/claim';
import { Refusals, ValidationError, refuse } from '../private/errors';
import { today } from '../private/today';

/**
 * One access model, deployed: permission sets and assignments, guardrails, and an audit trail that is locked, verified and read, in stacks of
 * each account that needs one, most of them in the home Region. For an `App` or a `Stage` (`LandingZoneScope`).
 *
 * `cdk synth` also writes the folder `access-report` into the cloud assembly: `report.json`, `report.md`, `index.html`.
 * Everything it makes is a public property and can be made without it. Everything wrong with its props is raised in one error.
 *
 * Two landing zones of one organization in an app raise `LandingZoneTwice`. Guardrails do not bind the management account; the report says what that leaves open.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/welcome.html
 */
export class LandingZone extends Construct {
  /** In the log archive account: the vault. */
  public readonly logArchiveStack: Stack;

  /** In the management account: organization features, the trail, guardrails, policies of permission sets, and permission sets for that account itself. */
  public readonly managementStack: Stack;

  /** In the audit account: verification, the activity view, detections, aggregation of AWS Config, and what else was asked for. */
  public readonly auditStack: Stack;

  /** In the account that administers Identity Center: permission sets and assignments. The management stack itself when that is the account. */
  public readonly identityStack: Stack;

  /** The locked bucket, its access logs, and the key. */
  public readonly auditVault: AuditVault;

  /** Tells the activity view which accounts came or moved, and with `AssignmentEngine.reconciled()` the reconciler. In the Region of global services. */
  public readonly accountEvents: OrganizationEventForwarding;

  /** What is switched on in the organization. */
  public readonly organizationFeatures: OrganizationFeatures;

  /** The organization trail. */
  public readonly auditTrail: OrgAuditTrail;

  /** Keeps work in the allowed Regions. */
  public readonly regionDeny: RegionDenySCP;

  /** Keeps root users from everything. */
  public readonly rootDeny: RootDenySCP;

  /** Keeps security services as they are. */
  public readonly securityServicesDeny: SecurityServicesDenySCP;

  /** Keeps the vault, its key and what is delivered beside it as they are. */
  public readonly auditTamperDeny: AuditTamperDenySCP;

  /** Keeps long-lived credentials from being made. */
  public readonly longLivedCredentialDeny: LongLivedCredentialDenySCP;

  /** Keeps exemptions from being escapes. */
  public readonly protectedRoles: ProtectedRolesSCP;

  /** Keeps resources to the organization; missing unless it was asked for. */
  public readonly orgPerimeter?: OrgPerimeterRCP;

  /** Closes accounts; missing unless it was asked for. */
  public readonly quarantine?: QuarantineSCP;

  /** Asks sessions of Identity Center for MFA evidence; missing unless it was asked for. */
  public readonly mfaEvidence?: MfaEvidenceSCP;

  /** Session tags from the identity store; missing unless they were asked for. */
  public readonly accessAttributes?: AccessAttributes;

  /** What open sessions are denied with, in the management account. */
  public readonly sessionDenialPolicies: SessionDenialPolicies;

  /** Denies open sessions. */
  public readonly sessionDenial: SessionDenial;

  /** Lends privileged sets for a limited time; missing unless it was asked for. */
  public readonly elevation?: JitElevation;

  /** By which elevation reaches the management account; missing where nothing is lent there from another account. */
  public readonly managementAccess?: ManagementAccess;

  /** The way in for emergencies; missing unless it was asked for. */
  public readonly breakGlass?: BreakGlass;

  /** What the audit account does, and what tells it. */
  public readonly audit: LandingZoneAudit;

  /** Permission sets and assignments. */
  public readonly catalog: PermissionSetCatalog;

  private readonly organization: Organization;
  private readonly claims: Claim[] = [];
  private readonly breakGlassRoles: readonly string[];
  private readonly closedAccounts: readonly string[];

  /**
   * @param scope an `App` or a `Stage`
   * @param id of the construct; stack names begin with it
   * @param props the landing zone
   */
  public constructor(scope: Construct, id: string, props: LandingZoneProps) {
    super(scope, id);
    const { organization } = props;
    this.organization = organization;
    this.breakGlassRoles = props.breakGlassRoles ?? [];
    this.closedAccounts = props.closedAccounts ? organization.select(props.closedAccounts).map(({ accountId }) => accountId) : [];
    const asOf = props.asOf ?? today();
    // a day that is none is refused once, below; until then the parts are tried with today.
    const day = isDay(asOf) ? asOf : today();
    refuse(impossibleProblems(this, organization), this);
    const { roles, problems } = this.roles(props);
    this.logArchiveStack = this.stack('LogArchive', { account: roles.logArchive.id, holds: 'vault of the audit trail' }, props);
    this.managementStack = this.stack('Management', {
      account: organization.managementAccount.accountId, holds: 'organization features, trail, guardrails',
    }, props);
    this.auditStack = this.stack('Audit', { account: roles.audit.id, holds: 'verification of the trail, activity view, detections' }, props);
    this.identityStack = roles.identity.management ? this.managementStack
      : this.stack('Identity', { account: roles.identity.id, holds: 'permission sets and assignments' }, props);

    // each part is tried, so that one error names what is wrong with all of them.
    const refusals = new Refusals();
    const rolloutProblems = props.rollout._problems(organization);
    const { deployers = [], breakGlassRoles = [] } = props;
    const roleProblems = rolePropProblems({ deployers, breakGlassRoles }, {
      partition: organization.partition, homeRegion: organization.homeRegion, directory: organization._directory(),
    });
    const portalProblems = accessPortalProblems(props.accessPortalUrl);
    refusals.attempt(() => refuse([...asOfProblems(asOf), ...problems, ...rolloutProblems, ...roleProblems, ...portalProblems], this));
    const vault = refusals.attempt(() => new AuditVault(this.logArchiveStack, 'AuditVault', {
      organization, auditAccount: roles.audit.id, identityAccount: roles.identity.id, retention: props.retention,
      removalPolicy: props.vaultRemovalPolicy, alarmActions: props.logArchiveAlarmActions,
    }));
    const features = refusals.attempt(() => new OrganizationFeatures(this.managementStack, 'Features', {
      organization,
      policyTypes: [SCP, ...(props.orgPerimeter ? [RCP] : [])],
      // StackSets bring what tells detections to every account.
      trustedServices: [CLOUDTRAIL, STACK_SETS],
      delegatedAdministrators: delegationsOf(props, roles),
    }));
    const trail = refusals.attempt(() => new OrgAuditTrail(this.managementStack, 'AuditTrail', {
      organization, ...props.auditTrail, logArchiveAccount: roles.logArchive.id,
    }));
    const place = {
      roles, managementStack: this.managementStack, auditStack: this.auditStack, identityStack: this.identityStack,
      makeStack: (name: string, what: StackPlace) => this.stack(name, what, props),
    };
    const regionalStacks = regionalAuditStacks(props, place);
    const memberStacks = [this.logArchiveStack, this.auditStack, ...regionalStacks, ...(roles.identity.management ? [] : [this.identityStack])];
    // a rollout with problems has been refused above, once; the guardrails are tried with one that binds nowhere.
    const rollout = rolloutProblems.length > 0 ? Rollout.stages([]) : props.rollout;
    const guardrails = makeGuardrails({ ...props, rollout }, {
      managementStack: this.managementStack, memberStacks, logArchiveAccountId: roles.logArchive.id, auditAccountId: roles.audit.id,
      identityAccountId: roles.identity.id, breakGlassPattern: props.breakGlass && BreakGlass._rolePattern(organization), asOf: day,
    }, refusals);
    const audit = makeAudit(props, place, regionalStacks, refusals);
    const globalStack = audit.eventStacks.find(({ region }) => region === globalServicesRegion(organization.partition))!;
    const accountEvents = refusals.attempt(() => forwardAccountEvents(props, place, globalStack));
    const topicArns = roles.identity.id === roles.audit.id && audit.detections ? [audit.detections.topicArn, ...props.auditAlarmActions ?? []] : [];
    const access = makeAccess(props, { ...place, asOf: day, topicArns }, refusals);
    refusals.raise();
    this.auditVault = vault!;
    this.organizationFeatures = features!;
    this.auditTrail = trail!;
    this.catalog = access.catalog!;
    this.accessAttributes = access.accessAttributes;
    this.sessionDenialPolicies = access.sessionDenialPolicies!;
    this.sessionDenial = access.sessionDenial!;
    this.elevation = access.elevation;
    this.managementAccess = access.managementAccess;
    this.breakGlass = access.breakGlass;
    this.audit = LandingZoneAudit._of(audit);
    this.accountEvents = accountEvents!;
    this.regionDeny = guardrails.regionDeny!;
    this.rootDeny = guardrails.rootDeny!;
    this.securityServicesDeny = guardrails.securityServicesDeny!;
    this.auditTamperDeny = guardrails.auditTamperDeny!;
    this.longLivedCredentialDeny = guardrails.longLivedCredentialDeny!;
    this.protectedRoles = guardrails.protectedRoles!;
    this.orgPerimeter = guardrails.orgPerimeter;
    this.quarantine = guardrails.quarantine;
    this.mfaEvidence = guardrails.mfaEvidence;

    orderStacks(this);
    warnOf(this, props, roles, asOf);
    writeReportAtSynth(this, () => this.landingZones(), props, roles, asOf);
    this.node.addValidation({ validate: () => {
      const rivals = this.landingZones().filter((other) => other !== this && other.organization.organizationId === organization.organizationId);
      const inApp = problemsInApp(this, rivals, organization, props.rollout);
      return inApp.length === 0 ? [] : [new ValidationError([{ where: this.node.path, problems: inApp }]).message];
    } });
  }

  /**
   * Has it proved at synth that something stays possible under all guardrails and foreign policies; synth fails with `LockedOut` when it does not.
   *
   * @param claim what; raises `ClaimBlank`, `ClaimPrincipal`, `ClaimAction`
   */
  public mustAllow(claim: AccessClaim): void {
    this.claims.push(teamClaim('allowed', claim, this.organization));
  }

  /**
   * Has it proved at synth that something is denied, whatever the caller's own policies allow; synth fails with `NotDenied` when it is not.
   *
   * @param claim what; raises `ClaimBlank`, `ClaimPrincipal`, `ClaimAction`
   */
  public mustDeny(claim: AccessClaim): void {
    this.claims.push(teamClaim('denied', claim, this.organization));
  }

  /** @internal */
  public _closedAccounts(organizationId: string): readonly string[] {
    return organizationId === this.organization.organizationId ? this.closedAccounts : [];
  }

  /** @internal */
  public _claims(organizationId: string): readonly Claim[] {
    const { organization } = this;
    const members = organization.accounts.filter(({ active, management }) => active && !management).map(({ accountId }) => accountId);
    return organizationId !== organization.organizationId ? [] : [...this.claims, ...breakGlassClaims({
      partition: organization.partition, globalRegion: globalServicesRegion(organization.partition), workRegion: organization.homeRegion!, members,
    }, this.breakGlassRoles)];
  }

  private landingZones(): LandingZone[] {
    return this.node.root.node.findAll().filter((other): other is LandingZone => other instanceof LandingZone);
  }

  private roles(props: LandingZoneProps): ReturnType<typeof accountRoles> {
    const { organization } = props;
    return accountRoles({
      logArchive: props.logArchiveAccount,
      audit: props.auditAccount,
      identity: props.identityAccount,
      registeredIdentity: organization.delegatedAdministrator(IDENTITY_CENTER)?.accountId,
    }, organization._directory());
  }

  private stack(id: string, { account, region, holds }: StackPlace, props: LandingZoneProps): Stack {
    return new Stack(this, id, {
      env: { account, region: region ?? props.organization.homeRegion },
      description: `Zero Trust landing zone: ${holds}`,
      terminationProtection: props.terminationProtection ?? true,
    });
  }
}
