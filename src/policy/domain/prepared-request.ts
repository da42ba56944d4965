import { type Given, type KeySlots, PRINCIPAL_ARN } from './key-slots';
import { compileArnPattern } from './pattern';
import type { AccessRequest } from './request';

/** A request made ready for matching against one chain: its keys in their slots, the caller's kind worked out once. */
export interface PreparedRequest {
  readonly request: AccessRequest;
  readonly values: readonly Given[];
  /** ARN of the role behind a session, or the caller's own ARN. */
  readonly identityArn: string;
  readonly isService: boolean;
  readonly isServiceLinkedRole: boolean;
}

const isServiceLinked = compileArnPattern('arn:*:iam::*:role/aws-service-role/*');

export function prepare(request: AccessRequest, keys: KeySlots): PreparedRequest {
  const values = keys.read(request.context);
  // who asks is taken from the context even when conditions are not to know it.
  const named = values[PRINCIPAL_ARN];
  const identityArn = typeof named === 'string' ? named : request.principalArn;
  if (request.unknownKeys) {
    keys.hide(values, request.unknownKeys);
  }
  return {
    request,
    values,
    identityArn,
    isService: request.principalAccount === undefined,
    // a search for the text spares nearly every caller that its ARN is taken apart.
    isServiceLinkedRole: identityArn.includes(':role/aws-service-role/') && isServiceLinked(identityArn),
  };
}
