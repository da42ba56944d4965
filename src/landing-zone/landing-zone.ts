import { Annotations, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditVault } from '../audit/audit-vault';
import { OrgAuditTrail } from '../audit/org-audit-trail';
import { RegionDenySCP } from '../guardrails/region-deny-scp';
import { PermissionSetCatalog } from '../identity/permission-set-catalog';
import { asOfProblems, isDay } from '../organization/domain/days';
import { SCP } from '../organization/domain/policy-slots';
import { OrganizationFeatures } from '../organization/organization-features';
import { Refusals, ValidationError, refuse } from '../private/errors';
import { today } from '../private/today';
import { type AccountRoles, accountRoles } from './domain/account-roles';
import { landingZoneWarnings } from './domain/landing-zone-warnings';
import type { LandingZoneProps } from './landing-zone-props';
import { writeReportAtSynth } from './report-at-synth';

const IDENTITY_CENTER = 'sso.amazonaws.com';

/**
 * One access model, deployed: permission sets and assignments, guardrails, and the locked audit trail, in one stack for
 * each account that needs one, in the home Region. For an `App` or a `Stage` (`LandingZoneScope`).
 *
 * `cdk synth` also writes the folder `access-report` into the cloud assembly: `report.json`, `report.md`, `index.html`.
 * Everything it makes is a public property and can be made without it. Everything wrong with its props is raised in one error.
 *
 * Guardrails do not bind the management account; the report says what that leaves open.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/welcome.html
 */
export class LandingZone extends Construct {
  /** In the log archive account: the vault. */
  public readonly logArchiveStack: Stack;

  /** In the management account: organization features, the trail, guardrails, and permission sets for that account itself. */
  public readonly managementStack: Stack;

  /** In the account that administers Identity Center: permission sets and assignments. The management stack itself when that is the account. */
  public readonly identityStack: Stack;

  /** The locked bucket, its access logs, and the key. */
  public readonly auditVault: AuditVault;

  /** What is switched on in the organization. */
  public readonly organizationFeatures: OrganizationFeatures;

  /** The organization trail. */
  public readonly auditTrail: OrgAuditTrail;

  /** The region deny. */
  public readonly regionDeny: RegionDenySCP;

  /** Permission sets and assignments. */
  public readonly catalog: PermissionSetCatalog;

  private readonly organizationId: string;

  /**
   * @param scope an `App` or a `Stage`
   * @param id of the construct; stack names begin with it
   * @param props the landing zone
   */
  public constructor(scope: Construct, id: string, props: LandingZoneProps) {
    super(scope, id);
    const { organization } = props;
    const asOf = props.asOf ?? today();
    // a day that is none is refused once, below; until then the parts are tried with today.
    const day = isDay(asOf) ? asOf : today();
    this.refuseImpossible(props);
    const { roles, problems } = this.roles(props);
    const rolloutProblems = props.rollout._problems(organization);
    const managementAccountId = organization.managementAccount.accountId;
    this.logArchiveStack = this.stack('LogArchive', roles.logArchive.id, props, 'vault of the audit trail');
    this.managementStack = this.stack('Management', managementAccountId, props, 'organization features, trail, guardrails');
    this.identityStack = roles.identity.management ? this.managementStack
      : this.stack('Identity', roles.identity.id, props, 'permission sets and assignments');

    // each part is tried, so that one error names what is wrong with all of them.
    const refusals = new Refusals();
    refusals.attempt(() => refuse([...asOfProblems(asOf), ...problems, ...rolloutProblems], this));
    const vault = refusals.attempt(() => new AuditVault(this.logArchiveStack, 'AuditVault', {
      organization, retention: props.retention, removalPolicy: props.vaultRemovalPolicy,
    }));
    const features = refusals.attempt(() => new OrganizationFeatures(this.managementStack, 'Features', {
      organization,
      policyTypes: [SCP],
      trustedServices: ['cloudtrail.amazonaws.com'],
      delegatedAdministrators: roles.identity.management ? [] : [{ servicePrincipal: IDENTITY_CENTER, account: roles.identity.id }],
    }));
    const trail = refusals.attempt(() => new OrgAuditTrail(this.managementStack, 'AuditTrail', { organization, logArchiveAccount: roles.logArchive.id }));
    const regionDeny = refusals.attempt(() => new RegionDenySCP(this.managementStack, 'RegionDeny', {
      organization,
      allowedRegions: props.allowedRegions,
      // a rollout with problems has been refused above, once.
      targets: rolloutProblems.length > 0 ? [] : props.rollout.enforcedTargets,
      exemptions: props.regionDenyExemptions,
      exemptPrincipalRegions: props.exemptPrincipalRegions,
      asOf: day,
    }));
    const catalog = refusals.attempt(() => new PermissionSetCatalog(this.identityStack, 'Catalog', {
      organization, permissionSets: props.permissionSets, access: props.access, managementScope: this.managementStack, asOf: day,
    }));
    refusals.raise();
    [this.auditVault, this.organizationFeatures, this.auditTrail] = [vault!, features!, trail!];
    [this.regionDeny, this.catalog] = [regionDeny!, catalog!];

    this.order();
    this.warn(roles, props, asOf);
    writeReportAtSynth(this, () => this.landingZones(), props, roles, asOf);
    this.organizationId = organization.organizationId;
    this.node.addValidation({ validate: () => this.rivals() });
  }

  private landingZones(): LandingZone[] {
    return this.node.root.node.findAll().filter((other): other is LandingZone => other instanceof LandingZone);
  }

  /** Trail, buckets and policies have one name each in an organization. */
  private rivals(): string[] {
    const rivals = this.landingZones().filter((other) => other !== this && other.organizationId === this.organizationId);
    return rivals.length === 0 ? [] : [new ValidationError([{ where: this.node.path, problems: [{
      code: 'LandingZoneTwice',
      problem: `the organization ${this.organizationId} has another landing zone in this app, '${rivals[0].node.path}'; one organization has one`,
      fix: 'make one landing zone of both',
    }] }]).message];
  }

  /** Without a home Region, or inside a stack, there is no stack to try the parts in. */
  private refuseImpossible({ organization }: LandingZoneProps): void {
    refuse([
      ...(this.node.scopes.some((above) => Stack.isStack(above)) ? [{
        code: 'LandingZoneScope',
        problem: 'the landing zone stands inside a Stack; it makes a stack for each account itself',
        fix: 'give it the App or a Stage as its scope',
      }] : []),
      ...(organization.homeRegion ? [] : [{
        code: 'IdentityCenterMissing',
        problem: 'the snapshot has no Identity Center instance; its Region is the home Region of the landing zone',
        fix: 'switch Identity Center on in the management account and take the snapshot again, in its Region',
      }]),
    ], this);
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

  private stack(id: string, account: string, props: LandingZoneProps, holds: string): Stack {
    return new Stack(this, id, {
      env: { account, region: props.organization.homeRegion },
      description: `Zero Trust landing zone: ${holds}`,
      terminationProtection: props.terminationProtection ?? true,
    });
  }

  /** The vault before the trail that delivers into it; the delegation before the catalogue that needs it. */
  private order(): void {
    this.managementStack.addStackDependency(this.logArchiveStack, 'the trail delivers into the vault');
    if (this.identityStack !== this.managementStack) {
      this.identityStack.addStackDependency(this.managementStack, 'Identity Center is administered from here only once it is delegated');
    }
    this.auditTrail.node.addDependency(this.organizationFeatures);
    this.regionDeny.node.addDependency(this.organizationFeatures);
  }

  private warn(roles: AccountRoles, { organization }: LandingZoneProps, asOf: string): void {
    const warnings = landingZoneWarnings({
      roles,
      accounts: [...organization._directory().accounts.values()],
      boundTargets: this.regionDeny.targetIds,
      chainOf: (accountId) => organization._chainTo(accountId).map(({ id }) => id),
      takenAt: organization.takenAt,
      asOf,
    });
    warnings.forEach(({ id, message }) => Annotations.of(this).addWarningV2(`cdk-zero-trust-landing-zone:${id}`, message));
  }
}
