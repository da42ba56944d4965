import { proofsOf } from './counted-proofs';
import { enforced, ofKind } from './guardrail-promises';
import type { LandingZoneParts, RecordersPart, VaultPart, WritingPart } from './landing-zone-parts';
import { appears, deployed, heard } from './promise-evidence';
import { NOTHING, type Shown, called, limited, together } from './shown';
import { counted } from '../../report/domain/number-words';
import type { EvidenceNames, PromiseFacts } from '../../report/domain/report-model';

/** Metrics of the hourly look whether digests arrive; all others are of the daily verification. */
export const ARRIVALS = ['LateChains', 'UncheckedChains', 'CompletenessChecks'];

/** What is promised of the audit trail. */
export function trailPromises(parts: LandingZoneParts): PromiseFacts[] {
  return [
    {
      id: 'trail-untampered',
      promise: 'What the audit trail has recorded cannot be changed or taken away, and if it were, it would show.',
      ...together(lock(parts), ...ofKind(parts, 'audit-tamper').map((part) => enforced(part, 'changing the vault, its key and what is locked is denied', parts)), verified(parts),
        heard(parts, 'trail-untampered')),
    },
    {
      id: 'trail-complete',
      promise: 'Every account and Region is recorded, and what is missing is named.',
      ...together(recording(parts), copies(parts), delivery(parts), arrivals(parts), heard(parts, 'trail-complete')),
    },
    {
      id: 'trail-readable',
      promise: 'The audit trail can be asked, and answers with people instead of ids.',
      ...together(reading(parts), proofsOf(parts, 'activity view', { allowed: 'taking the role that asks, asking and reading stay possible' }), people(parts)),
    },
  ];
}

function lock({ vaults, trails }: LandingZoneParts): Shown {
  return together(
    ...vaults.map((vault) => together(
      deployed(vault, `the vault, locked for ${counted(vault.days, 'day')} in ${vault.mode} mode, and its key`),
      vault.mode === 'COMPLIANCE' ? NOTHING : limited(`The vault is locked in ${vault.mode} mode: whoever may bypass it, which a guardrail has to deny, takes objects away.`),
    )),
    ...vaults.map(answered),
    ...trails.map((trail) => (trail.logFileValidation ? deployed(trail, 'the trail, which signs its digests') : limited('The trail writes no digests: a changed log would not show.'))),
  );
}

/** The policies of bucket and key, asked. One answer that is not as it must be leaves no evidence. */
function answered({ answers, stack, place }: VaultPart): Shown {
  const wrong = answers.filter(({ holds }) => !holds);
  return answers.length === 0 || wrong.length > 0
    ? limited(...wrong.map(({ question }) => `The policies of the vault answer otherwise than they must: ${question}.`))
    : { ...NOTHING, shownBy: [{
      kind: 'evaluation', what: `the policies of the vault's bucket and key were asked, and answer as they must: ${counted(answers.length, 'question')}`,
      where: `${stack} in ${place}`, names: called('question', answers.map(({ question }) => question)),
    }] };
}

function verified({ verifications }: LandingZoneParts): Shown {
  return together(...verifications.map((part) => appears(
    alarmsOver(part, (metric) => !ARRIVALS.includes(metric)), 'every day, all digests and logs of the day before are verified',
    [...objects(part, 'integrity'), ...called('state machine', part.machines)],
  )));
}

/** The part with those of its alarms that are over these metrics. */
function alarmsOver<T extends WritingPart>(part: T, wanted: (metric: string) => boolean): T {
  return { ...part, alarms: part.alarms.filter(({ metric }) => wanted(metric)) };
}

/** Where evidence of a kind stands. */
function objects({ buckets }: WritingPart, folder: string): EvidenceNames[] {
  return called('objects', buckets.map((bucket) => `${bucket}/evidence/${folder}/`));
}

function recording({ trails, recorders, aggregators, oktas, identityProvider }: LandingZoneParts): Shown {
  return together(
    ...trails.map((trail) => (trail.organizationTrail && trail.multiRegion
      ? deployed(trail, 'one trail for every account and Region of the organization') : limited('The trail does not record every account and Region.'))),
    ...recorders.map((part) => together(deployed(part, 'recorders of AWS Config and their delivery', [...part.resources, ...called('StackSet', part.stackSets)]), leftOut(part))),
    ...aggregators.map((part) => deployed(part, 'what AWS Config recorded, gathered in one account', [...part.resources, ...called('aggregator', [part.aggregator])])),
    recorders.length > 0 ? NOTHING : limited('No recorder of AWS Config is made here.'),
    oktas.length > 0 ? NOTHING : limited(`No events of an identity provider are recorded here: what happens where people sign in (${identityProvider}) is not in the trail.`),
  );
}

function leftOut({ leftOut: accounts }: RecordersPart): Shown {
  return limited(...accounts.map(({ account, regions, by }) => `AWS Config does not record ${account} in ${regions.join(', ')}: ${by.join(', ')} ${by.length === 1 ? 'denies' : 'deny'} it.`));
}

/** AWS Config delivers beside the vault, because it refuses a locked bucket. */
function copies({ vaults }: LandingZoneParts): Shown {
  return together(...vaults.map((vault) => (vault.alarms.length === 0 ? NOTHING : appears(vault, 'what AWS Config delivers is copied into the vault', []))));
}

/** Under all guardrails and foreign policies, what must arrive may arrive. */
function delivery(parts: LandingZoneParts): Shown {
  return together(
    proofsOf(parts, 'audit trail', { allowed: 'delivering into the vault, adding evidence and reading stay possible' }),
    proofsOf(parts, 'AWS Config', { allowed: 'making recorders stays possible' }),
    proofsOf(parts, 'trail verification', { allowed: 'looking up the public keys of digests stays possible' }),
  );
}

function arrivals({ verifications, oktas }: LandingZoneParts): Shown {
  return together(
    ...verifications.map((part) => appears(
      alarmsOver(part, (metric) => ARRIVALS.includes(metric)), 'every hour, accounts and Regions without a digest of the last two hours are named', objects(part, 'completeness'),
    )),
    ...oktas.map((part) => appears(part, 'every hour, events of Okta are compared with its System Log', objects(part, 'okta'))),
  );
}

function reading({ views }: LandingZoneParts): Shown {
  return together(...views.map((part) => together(
    deployed(part, 'one view over CloudTrail, AWS Config and Okta'),
    appears(part, 'questions that are saved', [...called('workgroup', [part.workGroup]), ...called('saved query', part.queries)]),
    part.readable ? NOTHING : limited('Nobody can ask the view: no permission set may take the role that reads.'),
  )));
}

function people({ snapshots, views }: LandingZoneParts): Shown {
  return together(
    ...snapshots.map((part) => appears(part, 'every night, the people of the identity store are written down', objects(part, 'identities'))),
    views.length > 0 && snapshots.length === 0 ? limited('Nobody writes down who is in the identity store: ids stay ids.') : NOTHING,
  );
}
