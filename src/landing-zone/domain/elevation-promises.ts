import type { ElevationPart, LandingZoneParts } from './landing-zone-parts';
import { appears, deployed } from './promise-evidence';
import { NOTHING, type Shown, called, limited, together } from './shown';
import { counted } from '../../report/domain/number-words';
import type { PromiseFacts } from '../../report/domain/report-model';

/** What is promised of access that ends. */
export function elevationPromises(parts: LandingZoneParts): PromiseFacts[] {
  return [
    {
      id: 'privilege-for-a-time',
      promise: 'Privileged access is lent for a limited time, with the consent that a policy asks for, and taken back when its time is over.',
      ...together(...parts.elevations.map(lending)),
    },
    {
      id: 'open-sessions',
      promise: 'Sessions of Identity Center that are open when access ends are denied.',
      ...together(...openSessions(parts)),
    },
    {
      id: 'way-in-for-emergencies',
      promise: 'When nothing else works, named people get in with a second factor of minutes ago, and it is told.',
      ...together(...parts.breakGlasses.map((part) => together(
        deployed(part, `a role outside Identity Center in ${counted(part.accounts, 'account')}`),
        appears(part, 'whether the way in is open is looked at each day', []),
        limited('No condition of a policy tells a hardware device from a virtual one: the daily look finds people who have virtual ones only.'),
      ))),
    },
  ];
}

function lending(part: ElevationPart): Shown {
  return together(
    deployed(part, `${counted(part.policies, 'policy', 'policies')} of elevation, and where every request stands with its history`),
    appears(part, 'access is lent, and a sweep each minute ends what is over', called('state machine', part.machines)),
    ...part.withoutConsent.map((name) => limited(`'${name}' needs nobody's consent.`)),
  );
}

/** The policies alone deny nobody, and what writes them has nothing to write without them. */
function openSessions({ denialPolicies, sessionDenials }: LandingZoneParts): Shown[] {
  return denialPolicies.length === 0 || sessionDenials.length === 0 ? [NOTHING] : [
    ...denialPolicies.map((part) => deployed(part, `${counted(part.policies.length, 'service control policy', 'service control policies')} above every account, attached before anybody has to be denied`,
      [...part.resources, ...called('policy', part.policies)])),
    ...sessionDenials.map((part) => deployed(part, 'who is denied, and until when')),
    ...sessionDenials.map((part) => appears(part, 'one function writes the policies, reads them back, and looks each minute whether they still say the same', [])),
    limited(
      'How long a changed policy takes to arrive everywhere is up to AWS.',
      'Roles that a session has taken do not carry who it is: they last for up to an hour. Sessions of applications last for up to 30 minutes.',
      'Service control policies do not bind the management account: permission sets there carry a policy of IAM that denies the same.',
    ),
  ];
}
