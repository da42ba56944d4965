import { type Elevation, type EndReason, consentUntilMs } from './elevation';
import { stageMissing } from './elevation-life';

/** Whoever consents or refuses, as the directory knows them at that moment. */
export interface ApproverFacts {
  readonly approverId: string;
  readonly enabled: boolean;
  /** Groups that the person is in now. */
  readonly groups: readonly string[];
  readonly nowMs: number;
}

export type ConsentRefusal = 'own-request' | 'disabled' | 'not-an-approver' | 'consented-before' | 'not-requested' | 'too-late';

export type ConsentDecision =
  | { readonly kind: 'given'; readonly stage: number; readonly completes: boolean }
  | { readonly kind: 'withheld'; readonly reason: ConsentRefusal };

/** Whether somebody's consent counts, asked at the moment it is given. */
export function decideConsent(elevation: Elevation, { approverId, enabled, groups, nowMs }: ApproverFacts): ConsentDecision {
  const withheld = (reason: ConsentRefusal): ConsentDecision => Object.freeze({ kind: 'withheld', reason });
  // people are compared by the id that the identity store gave them: it has no alias and never goes to somebody else.
  if (approverId === elevation.requesterId) {
    return withheld('own-request');
  }
  if (!enabled) {
    return withheld('disabled');
  }
  if (elevation.state !== 'requested') {
    return withheld('not-requested');
  }
  if (nowMs >= consentUntilMs(elevation)) {
    return withheld('too-late');
  }
  const stage = stageMissing(elevation);
  const { terms: { stages }, consents } = elevation;
  if (stage === undefined || !stages[stage].approverGroups.some((group) => groups.includes(group))) {
    return withheld('not-an-approver');
  }
  if (consents.some((consent) => consent.approverId === approverId)) {
    return withheld('consented-before');
  }
  const given = consents.filter((consent) => consent.stage === stage).length + 1;
  return Object.freeze({ kind: 'given', stage, completes: stage === stages.length - 1 && given >= stages[stage].approvals });
}

export interface PersonFacts {
  readonly personId: string;
  readonly groups: readonly string[];
  /** Groups whose people may end any elevation. */
  readonly securityGroups: readonly string[];
}

/** Whether somebody is one of those whose consent any stage asks for. Nobody approves of their own request. */
export function isApprover({ requesterId, terms: { stages } }: Elevation, { personId, groups }: Pick<PersonFacts, 'personId' | 'groups'>): boolean {
  return personId !== requesterId && stages.some(({ approverGroups }) => approverGroups.some((group) => groups.includes(group)));
}

/** Any approver refuses, in whatever stage, as long as nobody has been given anything. */
export function mayReject(elevation: Elevation, person: Pick<PersonFacts, 'personId' | 'groups'>): boolean {
  return elevation.state === 'requested' && isApprover(elevation, person);
}

export function mayWithdraw({ requesterId, state }: Elevation, { personId }: Pick<PersonFacts, 'personId'>): boolean {
  return personId === requesterId && ['requested', 'approved', 'scheduled'].includes(state);
}

/** As whom somebody may end it before its time; undefined when they may not. */
export function mayEnd(elevation: Elevation, person: PersonFacts): EndReason | undefined {
  if (person.personId === elevation.requesterId) {
    return 'requester';
  }
  if (isApprover(elevation, person)) {
    return 'approver';
  }
  return isSecurity(person) ? 'security' : undefined;
}

/** Whether somebody may know that there is such a request. */
export function maySee(elevation: Elevation, person: PersonFacts): boolean {
  return mayEnd(elevation, person) !== undefined;
}

function isSecurity({ groups, securityGroups }: Pick<PersonFacts, 'groups' | 'securityGroups'>): boolean {
  return securityGroups.some((group) => groups.includes(group));
}
