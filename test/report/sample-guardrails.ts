import { ACCOUNTS, AUDIT, LOG_ARCHIVE, MANAGEMENT, UNITS } from './sample-organization';
import type { GuardrailFacts } from '../../src/report/domain/report-model';

const REPLAY = { from: '2026-08-01', to: '2026-10-29', evaluated: 1204331, denied: 0, undeterminable: 12, approver: 'm.okafor, secops' };
const STAGES: GuardrailFacts['stages'] = [
  { unit: 'Sandbox', stage: 'enforce', acknowledgement: 'nothing runs here that matters' },
  { unit: 'Security', stage: 'enforce', evidence: REPLAY },
  { unit: 'Workloads/NonProd', stage: 'enforce', evidence: REPLAY },
  { unit: 'Workloads/Prod', stage: 'observe' },
  { unit: 'Infrastructure', stage: 'draft' },
];
export const ENFORCED = ['Sandbox', 'Security', 'Workloads/NonProd'];
const TARGETS = ENFORCED.map((unit) => ({ id: UNITS[unit], name: unit }));
const NOT_YET = ACCOUNTS.filter(({ id, unit }) => id !== MANAGEMENT && !ENFORCED.includes(unit)).map(({ id }) => id);

function rootExemption(accountId: string, reason: string, ticket: string): GuardrailFacts['exemptions'][number] {
  return { principals: [], accountIds: [accountId], reason, owner: 'secops', ticket, expires: '2027-05-01' };
}

export const GUARDRAILS: readonly GuardrailFacts[] = [
  {
    name: 'DenyRegionsOutsideEU',
    type: 'SERVICE_CONTROL_POLICY',
    purpose: 'Only eu-west-1 and eu-west-3; services without a Region stay reachable.',
    bytes: 2913,
    bytesAllowed: 10240,
    heldBy: ['DenyRegionsOutsideEU'],
    stages: STAGES,
    targets: TARGETS,
    notYetEnforced: NOT_YET,
    exemptActions: [
      { actions: ['iam:*', 'organizations:*', 'sso:*', 'sts:*'], reason: 'Answer in one Region for the whole partition', confined: false },
      { actions: ['cloudfront:*', 'route53:*', 'route53domains:*', 'globalaccelerator:*'], reason: 'Edge services, run from us-east-1', confined: false },
      { actions: ['support:*', 'health:*', 'trustedadvisor:*'], reason: 'The console of every account calls them', confined: false },
      { actions: ['acm:*', 'kms:*'], reason: 'Certificates for CloudFront live in us-east-1', confined: true },
      { actions: ['cloudwatch:Get*', 'logs:Get*', 'logs:Describe*'], reason: 'Metrics of edge services are read in us-east-1', confined: true },
    ],
    exemptions: [{
      principals: ['arn:aws:iam::*:role/cdk-hnb659fds-cfn-exec-role-*-us-east-1', 'arn:aws:iam::*:role/cdk-hnb659fds-deploy-role-*-us-east-1'],
      accountIds: [],
      reason: 'Certificate stacks still deploy from us-east-1',
      owner: 'platform',
      ticket: 'SEC-377',
      expires: '2026-11-20',
    }],
  },
  {
    name: 'DenyRootUser',
    type: 'SERVICE_CONTROL_POLICY',
    purpose: 'The root user does nothing.',
    bytes: 604,
    bytesAllowed: 10240,
    heldBy: ['DenyRootUser'],
    stages: STAGES,
    targets: TARGETS,
    notYetEnforced: NOT_YET,
    exemptActions: [],
    exemptions: [
      rootExemption(LOG_ARCHIVE, 'Object Lock bucket policy recovery', 'SEC-400'),
      rootExemption(AUDIT, 'Delegated administrator recovery', 'SEC-401'),
      rootExemption('722416603220', 'Card scheme break-glass procedure', 'SEC-402'),
      rootExemption('328687146181', "Regulator's continuity procedure", 'SEC-403'),
    ],
  },
  {
    name: 'DenyDisablingSecurityServices',
    type: 'SERVICE_CONTROL_POLICY',
    purpose: 'CloudTrail, Config, GuardDuty and Security Hub stay on, even for Administrator.',
    bytes: 1322,
    bytesAllowed: 10240,
    heldBy: ['DenyDisablingSecurityServices'],
    stages: STAGES,
    targets: TARGETS,
    notYetEnforced: NOT_YET,
    exemptActions: [],
    exemptions: [],
  },
  {
    name: 'DenyLeavingOrganization',
    type: 'SERVICE_CONTROL_POLICY',
    purpose: 'No account leaves the organization by itself.',
    bytes: 118,
    bytesAllowed: 10240,
    heldBy: ['DenyDisablingSecurityServices'],
    stages: STAGES,
    targets: TARGETS,
    notYetEnforced: NOT_YET,
    exemptActions: [],
    exemptions: [],
  },
  {
    name: 'DenyOutsiders',
    type: 'RESOURCE_CONTROL_POLICY',
    purpose: 'Buckets, keys and secrets answer only to the organization and to AWS services that act for it.',
    bytes: 846,
    bytesAllowed: 5120,
    heldBy: ['DenyOutsiders'],
    stages: [STAGES[0], { unit: 'Workloads/NonProd', stage: 'observe' }],
    targets: TARGETS.slice(0, 1),
    notYetEnforced: ACCOUNTS.filter(({ id, unit }) => id !== MANAGEMENT && unit !== 'Sandbox').map(({ id }) => id),
    exemptActions: [],
    exemptions: [{
      principals: [], accountIds: ['210987654321'], reason: 'The auditors read evidence from their own account', owner: 'secops', ticket: 'SEC-410', expires: '2027-03-31',
    }],
  },
];
