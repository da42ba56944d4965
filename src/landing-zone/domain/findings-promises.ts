import { proofsOf } from './counted-proofs';
import type { DetectionsPart, ForwardingPart, LandingZoneParts } from './landing-zone-parts';
import { appears, arriving, deployed, unsubscribed } from './promise-evidence';
import { NOTHING, type Shown, called, limited, together } from './shown';
import { counted } from '../../report/domain/number-words';
import type { PromiseFacts } from '../../report/domain/report-model';

const SENDERS: readonly (readonly [ForwardingPart['from'], string])[] = [['management', 'the management account'], ['members', 'member accounts']];
const UNTOLD = ', where work is allowed: what root and break-glass roles do there is not told';

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
    unsubscribed(part),
  );
}

/** From where events are sent. Policies and users: the global Region; trail, vault and Identity Center: home; root and break glass: each. */
function sent(parts: LandingZoneParts): Shown {
  return together(
    ...parts.forwardings.map((part) => together(
      deployed(part, part.from === 'management' ? 'events of the management account are sent' : `events of every member account are sent from ${part.regions.join(', ')}`),
      part.alarms.length === 0 ? NOTHING : appears(part, 'events that could not be sent are kept in a queue', []),
    )),
    unsent(parts),
  );
}

function unsent({ forwardings, homeRegion, globalRegion, allowedRegions }: LandingZoneParts): Shown {
  const silent = (from: ForwardingPart['from'], region: string) => !forwardings.some((part) => part.from === from && part.regions.includes(region));
  const needed = [...new Set([homeRegion, globalRegion])];
  const further = allowedRegions.filter((region) => !needed.includes(region));
  const nobody = further.filter((region) => SENDERS.every(([from]) => silent(from, region)));
  return together(
    ...SENDERS.map(([from, whose]) => together(
      unsentFrom(needed.filter((region) => silent(from, region)), `events of ${whose}`),
      unsentFrom(further.filter((region) => silent(from, region) && !nobody.includes(region)), `events of ${whose}`, UNTOLD),
    )),
    unsentFrom(nobody, 'events', UNTOLD),
  );
}

function unsentFrom(regions: readonly string[], what: string, more = ''): Shown {
  return regions.length === 0 ? NOTHING : limited(`No ${what} are sent from ${regions.join(', ')}${more}.`);
}
