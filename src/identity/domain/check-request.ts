import type { CheckRequest, Deed } from './drift-scope';

/** An event as EventBridge delivers it. */
export interface DeliveredEvent {
  readonly 'source': string;
  readonly 'detail-type': string;
  readonly 'detail': Readonly<Record<string, any>>;
}

/** What changes the content of a permission set; whether it has arrived everywhere is then read. */
export const SET_CHANGES = [
  'AttachCustomerManagedPolicyReferenceToPermissionSet', 'AttachManagedPolicyToPermissionSet', 'DeleteInlinePolicyFromPermissionSet',
  'DeletePermissionsBoundaryFromPermissionSet', 'DetachCustomerManagedPolicyReferenceFromPermissionSet', 'DetachManagedPolicyFromPermissionSet',
  'PutInlinePolicyToPermissionSet', 'PutPermissionsBoundaryToPermissionSet', 'UpdatePermissionSet',
];

export const ASSIGNMENT_CHANGES = ['CreateAccountAssignment', 'DeleteAccountAssignment'];

/** A deployment that ended in a state that holds; after one that failed to go back somebody has to look first. */
export const SETTLED_STATUSES = ['CREATE_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

/** What an event asks to be checked; undefined when it is none of ours, or a call that was refused. */
export function checkRequest({ source, 'detail-type': type, detail }: DeliveredEvent): CheckRequest | undefined {
  if (source === 'aws.cloudformation') {
    return SETTLED_STATUSES.includes(detail['status-details']?.status) ? { kind: 'deployment' } : undefined;
  }
  if (type === 'Scheduled Event') {
    return { kind: 'schedule' };
  }
  const { eventName, requestParameters: asked, errorCode } = detail;
  if (source !== 'aws.sso' || errorCode !== undefined || typeof asked?.permissionSetArn !== 'string') {
    return undefined;
  }
  if (SET_CHANGES.includes(eventName)) {
    return { kind: 'set', permissionSetArn: asked.permissionSetArn, deed: deedOf(detail) };
  }
  return ASSIGNMENT_CHANGES.includes(eventName) && typeof asked.targetId === 'string' ? {
    kind: 'assignment',
    place: { permissionSetArn: asked.permissionSetArn, accountId: asked.targetId },
    principalId: String(asked.principalId),
    created: eventName === 'CreateAccountAssignment',
    deed: deedOf(detail),
  } : undefined;
}

/** Who is behind a record of CloudTrail: the caller's ARN, else the person Identity Center names, else the service. */
export function deedOf({ userIdentity, eventTime }: Readonly<Record<string, any>>): Deed {
  const by = userIdentity?.arn ?? userIdentity?.onBehalfOf?.userId ?? userIdentity?.invokedBy ?? userIdentity?.principalId ?? 'unknown';
  return { by: String(by), at: String(eventTime ?? 'unknown') };
}
