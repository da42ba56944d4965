/** Events of Organizations that change what rules give an account, as CloudTrail tells them in the management account, in the Region of global services. */
export interface AccountEvent {
  readonly name: 'CreateAccountResult' | 'MoveAccount';
  /** Of EventBridge. */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Where the event says which account it is about. */
  readonly accountIdPath: string;
}

/** Only what went well, and only what the management account itself tells: other accounts may put events with these words on a bus. */
export function accountEvents(managementAccountId: string): readonly AccountEvent[] {
  const common = { source: ['aws.organizations'], account: [managementAccountId] };
  return [{
    name: 'CreateAccountResult',
    pattern: {
      ...common,
      'detail-type': ['AWS Service Event via CloudTrail'],
      'detail': {
        eventSource: ['organizations.amazonaws.com'], eventName: ['CreateAccountResult'], serviceEventDetails: { createAccountStatus: { state: ['SUCCEEDED'] } },
      },
    },
    accountIdPath: '$.detail.serviceEventDetails.createAccountStatus.accountId',
  }, {
    name: 'MoveAccount',
    pattern: {
      ...common,
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': { eventSource: ['organizations.amazonaws.com'], eventName: ['MoveAccount'], errorCode: [{ exists: false }] },
    },
    accountIdPath: '$.detail.requestParameters.accountId',
  }];
}
