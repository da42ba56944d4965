import { ENFORCED } from './sample-guardrails';
import { ACCOUNTS, LOG_ARCHIVE, MANAGEMENT } from './sample-organization';
import type { ProofFacts } from '../../src/report/domain/report-model';

const ALL = ACCOUNTS.map(({ id }) => id);
const MEMBERS = ALL.filter((id) => id !== MANAGEMENT);
const UNBOUND = { accountIds: [MANAGEMENT], reason: 'the management account is not bound' };

function caller(role: string): string {
  return `arn:aws:iam::<account>:role/${role}`;
}

const CDK = caller('cdk-hnb659fds-cfn-exec-role-<account>-eu-west-3');
const ADMINISTRATOR = caller('aws-reserved/sso.amazonaws.com/eu-west-3/AWSReservedSSO_Administrator_0123456789abcdef');

type Told = Pick<ProofFacts, 'claim' | 'source' | 'principal' | 'action'> & Partial<ProofFacts>;

function allowed(told: Told): ProofFacts {
  return { expected: 'allowed', resource: '*', region: 'eu-west-3', proved: ALL, notCovered: [], undetermined: [], ...told };
}

/** Denied wherever the guardrail is attached, with the accounts below the units that are not there yet told apart. */
function denied(told: Told, exempt: ProofFacts['notCovered'] = []): ProofFacts {
  const inStage = (units: readonly string[]) => ACCOUNTS.filter(({ unit }) => units.includes(unit)).map(({ id }) => id);
  const left = new Set(exempt.flatMap(({ accountIds }) => accountIds));
  return {
    expected: 'denied',
    resource: '*',
    region: 'eu-west-3',
    proved: inStage(ENFORCED).filter((id) => !left.has(id)),
    notCovered: [
      UNBOUND,
      ...exempt,
      { accountIds: inStage(['Workloads/Prod']), reason: 'observe: not attached yet' },
      { accountIds: inStage(['Infrastructure']), reason: 'draft: not attached yet' },
    ],
    undetermined: [],
    ...told,
  };
}

export const PROOFS: readonly ProofFacts[] = [
  allowed({ claim: 'The console finds out who is signed in', source: 'console essentials', principal: ADMINISTRATOR, action: 'sts:GetCallerIdentity' }),
  allowed({ claim: 'The console lists the Regions', source: 'console essentials', principal: ADMINISTRATOR, action: 'ec2:DescribeRegions', region: 'us-east-1' }),
  allowed({ claim: 'CDK deploys with its execution role', source: 'deployment', principal: CDK, action: 'cloudformation:CreateStack' }),
  allowed({
    claim: 'Certificates for CloudFront are made in us-east-1',
    source: 'deployment',
    principal: CDK,
    action: 'acm:RequestCertificate',
    region: 'us-east-1',
    proved: MEMBERS.filter((id) => id !== LOG_ARCHIVE),
    notCovered: [{ accountIds: [MANAGEMENT], reason: 'nothing is deployed there' }],
    undetermined: [{ accountIds: [LOG_ARCHIVE], dependsOn: ['aws:PrincipalTag/team', 'aws:CalledVia'] }],
  }),
  allowed({ claim: 'Administrator signs in', source: 'Identity Center', principal: ADMINISTRATOR, action: 'sts:AssumeRoleWithSAML', proved: MEMBERS, notCovered: [UNBOUND] }),
  denied({ claim: 'Administrator stops the trail', source: 'DenyDisablingSecurityServices', principal: ADMINISTRATOR, action: 'cloudtrail:StopLogging',
    resource: 'arn:aws:cloudtrail:eu-west-3:446805215924:trail/organization-trail' }),
  denied({ claim: 'Administrator switches GuardDuty off', source: 'DenyDisablingSecurityServices', principal: ADMINISTRATOR, action: 'guardduty:DeleteDetector' }),
  denied({ claim: 'The root user makes a bucket', source: 'DenyRootUser', principal: 'arn:aws:iam::<account>:root', action: 's3:CreateBucket' },
    [{ accountIds: [LOG_ARCHIVE], reason: 'exempt until 2027-05-01 (SEC-400)' }]),
  denied({
    claim: 'Somebody else reads an object',
    source: 'DenyOutsiders',
    principal: 'arn:aws:iam::210987654320:role/outsider',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::any-bucket/any-object',
    proved: [],
    notCovered: [UNBOUND, { accountIds: MEMBERS, reason: 'observe: not attached yet' }],
  }),
];
