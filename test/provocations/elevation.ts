import { type Provocations, stack } from './provocations';
import { Accounts } from '../../src';
import { SessionDenialPolicies } from '../../src/containment/session-denial-policies';
import { backendProblems } from '../../src/elevation/domain/backend-problems';
import type { ElevationDenial, ElevationRule } from '../../src/elevation/domain/elevation-rules';
import { ruleFindings } from '../../src/elevation/domain/rule-problems';
import { ElevationBackend } from '../../src/elevation/elevation-backend';
import { ManagementAccess } from '../../src/elevation/management-access';
import { refuse } from '../../src/private/errors';
import { type ElevationWorld, POLICY, jitElevation } from '../support/jit-elevation';
import { MANAGEMENT, PRODUCTION, smallOrganization } from '../support/small-organization';

const SETS = [{ name: 'Administrator', privileged: true, sessionSeconds: 3_600 }, { name: 'ReadOnly', privileged: false, sessionSeconds: 28_800 }];
const RULE: ElevationRule = {
  name: 'operations', permissionSet: 'Administrator', accountIds: [PRODUCTION], requesterGroups: ['ops'], stages: [{ approverGroups: ['leads'], approvals: 1 }],
  maxSeconds: 3_600, startWithinSeconds: 0, requestExpiresSeconds: 3_600, justificationPatterns: [], ticketPatterns: [], allowOverlap: false,
};
const DENIAL: ElevationDenial = { name: 'not contractors', reason: 'contractors work in the sandbox', groups: ['contractors'], permissionSets: [], accountIds: [] };

const policies = (rule: Partial<ElevationRule>, denial: Partial<ElevationDenial> = {}) => () =>
  refuse(ruleFindings([{ ...RULE, ...rule }], [{ ...DENIAL, ...denial }], SETS).problems, 'Elevation');
const elevated = (world: ElevationWorld) => () => jitElevation(world);
const APPLICATION = `arn:aws:account-access:eu-west-1:${MANAGEMENT}:application/1234567890abcdef`;
const accountAccess = (applicationArn: string, roles: Record<string, string>) => ElevationBackend.accountAccess({ applicationArn, roles });
const lent = (accountId: string, partition = 'aws') => () => refuse(backendProblems(
  accountAccess(APPLICATION, { Administrator: 'team/Operator' })._choice(), [{ ...RULE, accountIds: [accountId] }],
  { partition, managementAccountId: MANAGEMENT, region: 'eu-west-1' },
), 'Elevation');
const stages = (count: number, approvals = 1) => Array.from({ length: count }, () => ({ approverGroups: ['leads'], approvals }));

export const ELEVATION: Provocations = {
  ElevationName: policies({ name: DENIAL.name }),
  ElevationSetUnknown: policies({ permissionSet: 'Adminstrator' }),
  ElevationSetNotPrivileged: policies({ permissionSet: 'ReadOnly' }),
  ElevationGroups: policies({ requesterGroups: [] }),
  ElevationStages: policies({ stages: stages(6) }),
  ElevationApprovals: policies({ stages: stages(1, 11) }),
  ElevationDuration: policies({ maxSeconds: 20 * 3_600 }),
  ElevationStart: policies({ startWithinSeconds: -60 }),
  ElevationExpiry: policies({ requestExpiresSeconds: 60 }),
  ElevationPattern: policies({ ticketPatterns: ['(a+)+'] }),
  ElevationDenialReason: policies({}, { reason: '' }),
  ElevationPoliciesMissing: elevated({ props: { policies: [] } }),
  ElevationSetNotInManagement: elevated({ props: { policies: [{ ...POLICY, accounts: Accounts.all() }] } }),
  ElevationLeasesUnread: elevated({ catalog: { drift: {} } }),
  ElevationManagementUndenied: elevated({ account: MANAGEMENT, props: { policies: [{ ...POLICY, accounts: Accounts.all() }] } }),
  ElevationCallRate: elevated({ props: { callsPerSecond: 0 } }),
  ElevationRulesSize: elevated({ props: { policies: Array.from({ length: 200 }, (_, index) => ({ ...POLICY, name: `policy ${index}`, requesters: ['x'.repeat(500)] })) } }),
  ElevationBackendGroup: () => ElevationBackend.groupMembership(),
  ElevationBackendApplication: () => accountAccess('arn:aws:sso::000000000001:application/ssoins-1234567890123456/apl-1234567890123456', { Administrator: 'Operator' }),
  ElevationBackendRole: () => accountAccess(APPLICATION, { Administrator: '/team/Operator' }),
  ElevationBackendRoles: () => accountAccess(APPLICATION, {}),
  ElevationBackendManagement: lent(MANAGEMENT),
  ElevationBackendPartition: lent(PRODUCTION, 'aws-cn'),
  ManagementAccessSets: () => new ManagementAccess(stack(), 'Access', { organization: smallOrganization(), identityAccount: 'audit', permissionSetArns: {} }),
  SessionDenialPolicies: () => new SessionDenialPolicies(stack(), 'Denials', { organization: smallOrganization(), identityAccount: 'audit', policies: 6 }),
};
