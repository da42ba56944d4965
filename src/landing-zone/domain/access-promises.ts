import { proofsOf } from './counted-proofs';
import { enforced, ofKind } from './guardrail-promises';
import type { LandingZoneParts, RunningPart } from './landing-zone-parts';
import { appears, deployed, heard } from './promise-evidence';
import { NOTHING, type Shown, called, limited, together } from './shown';
import { counted } from '../../report/domain/number-words';
import type { PromiseFacts } from '../../report/domain/report-model';

/** What is promised of who holds what. */
export function accessPromises(parts: LandingZoneParts): PromiseFacts[] {
  return [
    {
      id: 'access-model',
      promise: 'One model says who holds which permission set in which account, and what differs from it is found.',
      ...together(
        ...parts.catalogs.map((part) => deployed(part, `${counted(part.sets, 'permission set')}, and ${
          part.assignments === undefined ? 'the run that makes assignments' : `${counted(part.assignments, 'assignment')} in nested stacks`}`)),
        ...parts.catalogs.filter(({ alarms }) => alarms.length > 0).map((part) => appears(part, 'assignments are made by runs', called('state machine', part.machines))),
        ...parts.accountEvents.map(accountEvents),
        proofsOf(parts, 'Identity Center', { allowed: 'what Identity Center and its permission sets are for stays possible' }),
        drift(parts, 'assignments are compared with the model'),
        heard(parts, 'access-model'),
        parts.assumedPolicies === 0 ? NOTHING
          : limited(`${counted(parts.assumedPolicies, 'customer managed policy', 'customer managed policies')} that sets name ${parts.assumedPolicies === 1 ? 'is' : 'are'} not deployed here: that they exist, and what they allow, is assumed.`),
      ),
    },
    {
      id: 'no-standing-privilege',
      promise: 'Nobody holds a privileged permission set permanently without a written reason, an owner and an end.',
      ...together(matrix(parts), drift(parts, 'assignments that nobody declared are found')),
    },
    {
      id: 'second-factor',
      promise: 'Behind every session of a person stands a second factor.',
      ...together(...secondFactor(parts)),
    },
  ];
}

/** Where the reconciler hears of accounts without help, nothing is made. */
function accountEvents(part: RunningPart): Shown {
  return part.alarms.length === 0 ? NOTHING : together(
    deployed(part, 'what tells the account of Identity Center that accounts came or moved'),
    appears(part, 'events about accounts that could not be sent are kept in a queue', []),
  );
}

function drift({ drifts }: LandingZoneParts, what: string): Shown {
  return together(...drifts.map((part) => appears(part, what, called('state machine', part.machines))));
}

function matrix({ matrix: facts, catalogs }: LandingZoneParts): Shown {
  const { assignments, privilegedSets, privileged, unexplained, exceptions } = facts;
  if (catalogs.length === 0) {
    return NOTHING;
  }
  const explained = privileged === 0 ? 'none of them privileged' : `${privileged} of ${counted(privilegedSets, 'privileged set')}, each by a standing exception`;
  return {
    shownBy: unexplained > 0 ? [] : [{ kind: 'evaluation', what: `${counted(assignments, 'assignment')}, ${explained}`, where: 'the access matrix', names: [] }],
    limits: [
      ...(unexplained > 0 ? [`${counted(unexplained, 'assignment')} of privileged sets ${unexplained === 1 ? 'has' : 'have'} no exception.`] : []),
      ...exceptions.map(({ group, permissionSet, accounts, owner, expires }) =>
        `${group} holds ${permissionSet} permanently in ${counted(accounts, 'account')} until ${expires} (owner: ${owner}).`),
    ],
  };
}

/** AWS sees no factor of a session of Identity Center: either the provider's word is asked for, or it is the provider's affair. */
function secondFactor(parts: LandingZoneParts): Shown[] {
  const asked = ofKind(parts, 'second-factor');
  const { identityProvider } = parts;
  return asked.length === 0
    ? [limited(`It can be asked for only where people sign in (${identityProvider}): this landing zone takes no evidence of it, and sessions of Identity Center carry none by themselves.`)]
    : [
      ...asked.map((part) => enforced(part, 'sessions without the session tag are denied', parts)),
      limited(`The session tag is the word of whoever signs people in (${identityProvider}): AWS checks nothing.`),
    ];
}
