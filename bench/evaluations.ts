import { regionDenyStatements } from '../src/guardrails/domain/region-deny';
import { type Statement, policyDocument } from '../src/policy/domain/document';
import { compileChain, evaluate } from '../src/policy/domain/evaluate';
import type { AccessRequest } from '../src/policy/domain/request';

const ACCOUNT = '222222222222';
const REQUESTS = 2_000;
const ROUNDS = 9;
const EVALUATIONS_PER_ROUND = 200_000;

const allowAll = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
const deny = (Sid: string, Action: string[], Condition?: object): Statement => ({ Sid, Effect: 'Deny', Action, Resource: '*', ...(Condition ? { Condition } : {}) });
const deployers = { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/cdk-*', 'arn:aws:iam::*:role/AWSControlTowerExecution'] } };

/** A region deny and four more guardrails on three levels above an administrator. */
const CHAIN = {
  scps: [
    { level: 'root', documents: [allowAll, policyDocument([deny('Root', ['*'], {
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' }, Null: { 'aws:AssumedRoot': 'true' },
    })]), policyDocument([deny('Leave', ['organizations:LeaveOrganization'])])] },
    { level: 'ou:Workloads', documents: [allowAll, policyDocument(regionDenyStatements({
      partition: 'aws',
      allowedRegions: ['eu-west-1', 'eu-west-3'],
      globalRegion: 'us-east-1',
      exemptPrincipals: ['arn:aws:iam::*:role/cdk-*'],
      exemptPrincipalRegions: ['us-east-1'],
      globalRegionRoles: [],
      deployers: [],
      extensions: [],
    })), policyDocument([deny('Security', [
      'cloudtrail:DeleteTrail', 'cloudtrail:StopLogging', 'cloudtrail:UpdateTrail', 'config:StopConfigurationRecorder', 'guardduty:Delete*', 'securityhub:Disable*',
    ], deployers)])] },
    { level: 'account', documents: [allowAll, policyDocument([deny('Users', ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateUser'])])] },
  ],
  rcps: [],
  identityPolicies: [allowAll],
  sessionPolicies: [],
  managementAccountId: '999999999999',
};

function requests(): AccessRequest[] {
  const actions = ['s3:GetObject', 'ec2:RunInstances', 'iam:CreateRole', 'kms:Decrypt', 'lambda:InvokeFunction', 'cloudtrail:StopLogging', 'sts:AssumeRole', 'dynamodb:GetItem'];
  const regions = ['eu-west-1', 'us-east-1', 'ap-south-1', 'eu-west-3', 'eu-west-1'];
  return Array.from({ length: REQUESTS }, (_, index) => {
    const principalArn = `arn:aws:iam::${ACCOUNT}:role/team-${index % 50}`;
    return {
      principalArn,
      principalAccount: ACCOUNT,
      action: actions[index % actions.length],
      resource: `arn:aws:s3:::bucket-${index}/key`,
      resourceAccount: ACCOUNT,
      context: {
        'aws:PrincipalArn': principalArn, 'aws:PrincipalAccount': ACCOUNT, 'aws:PrincipalOrgID': 'o-bench00000', 'aws:RequestedRegion': regions[index % regions.length],
      },
    };
  });
}

/** Evaluations per second over two thousand varied requests, policies compiled once: the middle of nine rounds, after three that warm up. */
export function evaluationsPerSecond(): number {
  const chain = compileChain(CHAIN);
  const asked = requests();
  const rates = Array.from({ length: ROUNDS + 3 }, () => {
    const started = performance.now();
    for (let done = 0; done < EVALUATIONS_PER_ROUND; done += asked.length) {
      asked.forEach((request) => evaluate(request, chain));
    }
    return EVALUATIONS_PER_ROUND / ((performance.now() - started) / 1000);
  }).slice(3).sort((a, b) => a - b);
  return rates[Math.floor(ROUNDS / 2)];
}
