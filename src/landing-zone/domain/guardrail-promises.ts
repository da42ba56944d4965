import { proofsOf } from './counted-proofs';
import type { GuardrailKind, GuardrailPart, LandingZoneParts } from './landing-zone-parts';
import { deployed, heard } from './promise-evidence';
import { NOTHING, type Shown, called, limited, together } from './shown';
import { counted } from '../../report/domain/number-words';
import type { PromiseFacts } from '../../report/domain/report-model';

interface GuardrailPromise {
  readonly id: GuardrailKind;
  readonly promise: string;
  /** What its proofs are about. */
  readonly denied: string;
  /** Whether somebody is told of what it denies, where it does not bind or somebody tries. */
  readonly told?: 'root-user' | 'security-services' | 'long-lived-credentials';
}

const GUARDRAILS: readonly GuardrailPromise[] = [
  { id: 'allowed-regions', promise: 'Work stays in the allowed Regions, Administrator included.', denied: 'work elsewhere is denied' },
  {
    id: 'root-user', promise: 'The root users of member accounts do nothing but what is exempt.', denied: 'what root asks for is denied',
    told: 'root-user',
  },
  {
    id: 'security-services', promise: 'Nobody switches security services off, Administrator included.', denied: 'switching security services off is denied',
    told: 'security-services',
  },
  {
    id: 'long-lived-credentials', promise: 'Nobody makes credentials that do not end.', denied: 'making long-lived credentials is denied',
    told: 'long-lived-credentials',
  },
  {
    id: 'protected-roles', promise: 'Nobody gets past the guardrails by the roles that they leave alone.', denied: 'making, changing and taking these roles is denied',
  },
];

/** What is promised of guardrails. */
export function guardrailPromises(parts: LandingZoneParts): PromiseFacts[] {
  return [
    ...GUARDRAILS.map(({ id, promise, denied, told }) => ({
      id, promise, ...together(...ofKind(parts, id).map((part) => enforced(part, denied, parts)), told === undefined ? NOTHING : heard(parts, told)),
    })),
    {
      id: 'guardrails-stay',
      promise: 'A guardrail that is changed, detached or deleted does not go unnoticed.',
      ...heard(parts, 'guardrails-stay'),
    },
    {
      id: 'way-back',
      promise: 'Each change of a guardrail has a way back, written down before it is deployed, and a door that stays open.',
      ...together(wayBack(parts), proofsOf(parts, 'break glass', { allowed: 'break-glass roles can do what is needed when nothing else works' })),
    },
  ];
}

export function ofKind({ guardrails }: LandingZoneParts, kind: GuardrailKind): GuardrailPart[] {
  return guardrails.filter((part) => part.kind === kind);
}

/** A guardrail with what it is proved to deny. Its policy alone shows nothing: it may be attached where nothing is of what it is about. */
export function enforced(part: GuardrailPart, denied: string, parts: LandingZoneParts): Shown {
  const proved = proofsOf(parts, part.name, { denied });
  return proved.shownBy.length === 0 ? together(limited(...attached(part).limits), proved) : together(attached(part), proved);
}

/** The policies of a guardrail. One that is attached nowhere binds nobody, and shows nothing. */
function attached({ name, targets, exemptions, policies }: GuardrailPart): Shown {
  if (targets.length === 0) {
    return limited(`${name} is attached nowhere: it binds nobody.`);
  }
  return together(
    ...policies.map((policy) => deployed(policy, `${name}, attached to ${targets.length > 3 ? counted(targets.length, 'place') : targets.join(', ')}`)),
    exemptions === 0 ? NOTHING : limited(`${name} leaves ${counted(exemptions, 'exemption')} alone, each with an owner and an end (Guardrails).`),
  );
}

function wayBack({ waysBack }: LandingZoneParts): Shown {
  if (waysBack === undefined) {
    return NOTHING;
  }
  const { folder, files } = waysBack;
  return { ...NOTHING, shownBy: [files.length === 0
    ? { kind: 'template', what: 'this deployment changes no policy, so nothing has to be taken back', where: 'the snapshot compared with the templates', names: [] }
    : { kind: 'template', what: `${counted(files.length, 'policy', 'policies')} that the deployment changes can be brought back`, where: `${folder}/ of the cloud assembly`, names: called('file', files) }] };
}
