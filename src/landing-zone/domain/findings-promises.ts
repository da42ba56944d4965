import { proofsOf } from './counted-proofs';
import type { DetectionsPart, ForwardingPart, LandingZoneParts } from './landing-zone-parts';
import { appears, arriving, deployed } from './promise-evidence';
import { NOTHING, type Shown, called, limited, together } from './shown';
import { counted } from '../../report/domain/number-words';
import type { PromiseFacts } from '../../report/domain/report-model';

/** What is promised of findings and detections. */
export function findingsPromises(parts: LandingZoneParts): PromiseFacts[] {
  return [
    {
      id: 'findings-together',
      promise: 'Security findings of every account come together in one account.',
      ...together(...parts.delegations.map((part) => deployed(part, 'the account that administers the services')), posture(parts)),
    },
    {
      id: 'somebody-is-told',
      promise: 'What somebody should know of at once is told to somebody.',
      ...together(
        ...parts.detections.map((part) => together(deployed(part, counted(part.detections.length, 'detection')), published(part, parts))),
        ...(parts.detections.length === 0 ? [] : [sent(parts), proofsOf(parts, 'detections', { allowed: 'sending events from every account stays possible' })]),
      ),
    },
  ];
}

function posture({ postures, delegations, allowedRegions }: LandingZoneParts): Shown {
  const regions = new Set(postures.map(({ region }) => region));
  const unseen = allowedRegions.filter((region) => !regions.has(region));
  return postures.length === 0 ? NOTHING : together(
    ...postures.map((part) => together(
      deployed(part, `findings of ${part.services.join(', ')}`),
      { ...NOTHING, shownBy: [{
        kind: 'runtime', what: part.aggregates ? 'findings of every Region' : 'findings of this Region', where: part.place,
        names: [...called('service', part.services), ...called('analyzer', part.analyzers)],
      }] },
    )),
    unseen.length === 0 ? NOTHING : limited(`In ${unseen.join(', ')}, where work is allowed, no findings are gathered.`),
    delegations.length > 0 ? NOTHING : limited('Nothing here makes this account the administrator of GuardDuty and Security Hub.'),
  );
}

function published(part: DetectionsPart, parts: LandingZoneParts): Shown {
  const arrives = arriving(part, parts);
  const missing = part.detections.filter((name) => !arrives.includes(name));
  return together(
    arrives.length === 0 ? NOTHING : appears(part, 'messages about what happened', [...called('topic', [part.topic]), ...called('detection', arrives), ...called('rule', part.rules)]),
    missing.length === 0 ? NOTHING : limited(`No events reach ${missing.join(', ')}: nothing here sends them.`),
    part.subscribed ? NOTHING : limited(`Nobody is subscribed to the topic ${part.topic} in this app.`),
  );
}

/** From where events are sent. What happens to policies, users and root arrives in the Region of global services, all else in the home Region. */
function sent({ forwardings, homeRegion, globalRegion }: LandingZoneParts): Shown {
  const from = (who: ForwardingPart['from']) => forwardings.filter((part) => part.from === who);
  const regions = from('management').flatMap((part) => part.regions);
  const unsent = [...new Set([homeRegion, globalRegion])].filter((region) => !regions.includes(region));
  return together(
    ...forwardings.map((part) => together(
      deployed(part, part.from === 'management' ? 'events of the management account are sent' : `events of every member account are sent from ${part.regions.join(', ')}`),
      part.alarms.length === 0 ? NOTHING : appears(part, 'events that could not be sent are kept in a queue', []),
    )),
    unsent.length === 0 ? NOTHING : limited(`No events of the management account are sent from ${unsent.join(', ')}.`),
    from('members').length > 0 ? NOTHING : limited('No events of member accounts are sent.'),
  );
}
