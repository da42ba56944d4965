import type { DetectionsPart, LandingZoneParts, Part, RunningPart } from './landing-zone-parts';
import { PROMISED_DETECTIONS } from './promised-detections';
import { NOTHING, type Shown, called, limited, together } from './shown';
import { counted } from '../../report/domain/number-words';
import type { EvidenceNames } from '../../report/domain/report-model';

/** Something that is deployed. A part without resources is none. */
export function deployed(part: Part, what: string, resources: readonly EvidenceNames[] = part.resources): Shown {
  return resources.length === 0 ? NOTHING : { shownBy: [{ kind: 'template', what, where: `${part.stack} in ${part.place}`, names: resources }], limits: [] };
}

/** What appears once a part is deployed, with its alarms; alarms that tell nobody are a limit. */
export function appears(part: RunningPart, what: string, names: readonly EvidenceNames[]): Shown {
  const silent = part.alarms.filter(({ tells }) => !tells).length;
  return {
    shownBy: [{ kind: 'runtime', what, where: part.place, names: [...names, ...called('alarm', part.alarms.map(({ name }) => name))] }],
    limits: silent === 0 ? [] : [`In ${part.place}, ${silent} of ${counted(part.alarms.length, 'alarm')} (${what}) ${silent === 1 ? 'tells' : 'tell'} nobody: no action is given.`],
  };
}

/** Those of a promise's detections that are published, because somebody watches for them and something sends the events. */
export function heard(parts: LandingZoneParts, promise: keyof typeof PROMISED_DETECTIONS): Shown {
  const wanted: readonly string[] = PROMISED_DETECTIONS[promise];
  return together(...parts.detections.map((part) => {
    const names = arriving(part, parts).filter((name) => wanted.includes(name));
    return names.length === 0 ? NOTHING : together({ ...NOTHING, shownBy: [{
      kind: 'runtime' as const, what: 'a message is published when it happens', where: part.place,
      names: [...called('detection', names), ...called('topic', [part.topic])],
    }] }, unsubscribed(part));
  }));
}

/** What is published reaches whoever is subscribed. */
export function unsubscribed({ topic, subscribed }: DetectionsPart): Shown {
  return subscribed ? NOTHING : limited(`Nobody is subscribed to the topic ${topic} in this app.`);
}

/** Detections whose events get to where they are watched for: some arise there. */
export function arriving({ detections, atHome }: DetectionsPart, { forwardings }: LandingZoneParts): string[] {
  const sent = new Set([...atHome, ...forwardings.flatMap((one) => one.detections)]);
  return detections.filter((name) => sent.has(name));
}
