import { PermissionSet, PermissionsBoundary } from '../../../src';

const boundary = PermissionsBoundary.customerManaged('engineering-boundary');
const builder = {
  permissionsBoundary: boundary, passRolePath: '/team/', additionalServices: ['sagemaker'], assumeRoles: ['arn:aws:iam::*:role/cdk-hnb659fds-*'], stacks: ['dev-*'],
};

/** Every preset as it is, and with everything that its props can open. */
export const ALL_PRESETS: readonly [label: string, set: PermissionSet][] = [
  ['Developer', PermissionSet.developer()],
  ['Developer, opened', PermissionSet.developer(builder)],
  ['DeveloperAccess', PermissionSet.developerAccess()],
  ['DataEngineer', PermissionSet.dataEngineer()],
  ['DataEngineer, opened', PermissionSet.dataEngineer({ passRolePath: '/team/' })],
  ['DevOps', PermissionSet.devOps()],
  ['DevOps, opened', PermissionSet.devOps(builder)],
  ['ReadOnly', PermissionSet.readOnly()],
  ['ReadOnly, opened', PermissionSet.readOnly({ readObjects: ['arn:aws:s3:::reports'], readLogGroups: ['/aws/lambda/*'], auditTrail: true })],
  ['BillingReadOnly', PermissionSet.billingReadOnly()],
  ['DataAnalyst', PermissionSet.dataAnalyst()],
  ['DataAnalyst, opened', PermissionSet.dataAnalyst({ dashboards: true, buckets: ['lake'], resultLocations: ['arn:aws:s3:::results'] })],
  ['SecurityAuditor', PermissionSet.securityAuditor()],
  ['SecurityAuditor, opened', PermissionSet.securityAuditor({ auditTrail: true })],
  ['Operator', PermissionSet.operator()],
  ['Operator, opened', PermissionSet.operator({ runbooks: ['Operations-*'], passRolePath: '/runbook/' })],
];
