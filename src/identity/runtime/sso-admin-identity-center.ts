import {
  CreateAccountAssignmentCommand, DeleteAccountAssignmentCommand, DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand, DescribePermissionSetProvisioningStatusCommand, ListAccountAssignmentsCommand,
  ListAccountsForProvisionedPermissionSetCommand, ListPermissionSetsCommand, ProvisionPermissionSetCommand, type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { type AccountAssignment, type FailureKind, type IdentityCenter, IdentityCenterFailure, type Operation, type Principal } from './identity-center';

const PAGE = 100;

const KINDS: Readonly<Record<string, FailureKind>> = {
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  ServiceQuotaExceededException: 'throttled',
  ConflictException: 'conflict',
  ResourceNotFoundException: 'missing',
  AccessDeniedException: 'denied',
  InternalServerException: 'unavailable',
  TimeoutError: 'unavailable',
};

/** Identity Center through the SSO Admin API. */
export function ssoAdminIdentityCenter(client: SSOAdminClient, instanceArn: string): IdentityCenter {
  const instance = { InstanceArn: instanceArn };
  return {
    permissionSets: (next) => calling(async () => {
      const { PermissionSets, NextToken } = await client.send(new ListPermissionSetsCommand({ ...instance, NextToken: next, MaxResults: PAGE }));
      return { items: PermissionSets ?? [], next: NextToken };
    }),
    accountsWith: (permissionSetArn, which, next) => calling(async () => {
      const { AccountIds, NextToken } = await client.send(new ListAccountsForProvisionedPermissionSetCommand({
        ...instance, PermissionSetArn: permissionSetArn, NextToken: next, MaxResults: PAGE,
        ProvisioningStatus: which === 'outdated' ? 'LATEST_PERMISSION_SET_NOT_PROVISIONED' : undefined,
      }));
      return { items: AccountIds ?? [], next: NextToken };
    }),
    assignments: ({ permissionSetArn, accountId }, next) => calling(async () => {
      const { AccountAssignments, NextToken } = await client.send(new ListAccountAssignmentsCommand({
        ...instance, PermissionSetArn: permissionSetArn, AccountId: accountId, NextToken: next, MaxResults: PAGE,
      }));
      const items = (AccountAssignments ?? []).map(({ PrincipalType, PrincipalId }): Principal => ({ type: PrincipalType!, id: PrincipalId! }));
      return { items, next: NextToken };
    }),
    createAssignment: (assignment) => calling(async () => operation((await client.send(
      new CreateAccountAssignmentCommand({ ...instance, ...request(assignment) }))).AccountAssignmentCreationStatus)),
    creation: (requestId) => calling(async () => operation((await client.send(new DescribeAccountAssignmentCreationStatusCommand({
      ...instance, AccountAssignmentCreationRequestId: requestId,
    }))).AccountAssignmentCreationStatus)),
    deleteAssignment: (assignment) => calling(async () => operation((await client.send(
      new DeleteAccountAssignmentCommand({ ...instance, ...request(assignment) }))).AccountAssignmentDeletionStatus)),
    deletion: (requestId) => calling(async () => operation((await client.send(new DescribeAccountAssignmentDeletionStatusCommand({
      ...instance, AccountAssignmentDeletionRequestId: requestId,
    }))).AccountAssignmentDeletionStatus)),
    provision: ({ permissionSetArn, accountId }) => calling(async () => operation((await client.send(new ProvisionPermissionSetCommand({
      ...instance, PermissionSetArn: permissionSetArn, TargetType: 'AWS_ACCOUNT', TargetId: accountId,
    }))).PermissionSetProvisioningStatus)),
    provisioning: (requestId) => calling(async () => operation((await client.send(new DescribePermissionSetProvisioningStatusCommand({
      ...instance, ProvisionPermissionSetRequestId: requestId,
    }))).PermissionSetProvisioningStatus)),
  };
}

function request({ permissionSetArn, accountId, principal }: AccountAssignment) {
  return {
    PermissionSetArn: permissionSetArn, TargetType: 'AWS_ACCOUNT' as const, TargetId: accountId, PrincipalType: principal.type, PrincipalId: principal.id,
  };
}

function operation(status: { RequestId?: string; Status?: string; FailureReason?: string } | undefined): Operation {
  return { requestId: status!.RequestId!, status: status!.Status as Operation['status'], failureReason: status!.FailureReason };
}

async function calling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { name, message, $fault } = error as Error & { $fault?: string };
    throw new IdentityCenterFailure(KINDS[name] ?? ($fault === 'client' ? 'refused' : 'unavailable'), `${name}: ${message}`);
  }
}
