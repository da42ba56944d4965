import { UNBOUND_MEANING } from './guardrail-stages';
import { Markup, NOTHING, html, joined, name } from './html-escape';
import { Section, Tone, badge, folded, meter, table } from './html-parts';
import { counted, thousands } from './number-words';
import { AccessReport, LevelPolicies } from './report-model';
import { SharedChain, levelName, sharedChains, tightestLevel } from './shared-chains';

/** More accounts than this are folded away. */
const ACCOUNTS_IN_SIGHT = 12;

const ORIGINS: Readonly<Record<LevelPolicies['policies'][number]['origin'], readonly [Tone, string]>> = {
  aws: ['plain', 'AWS'],
  foreign: ['foreign', 'foreign'],
  ours: ['ours', 'ours'],
};

export function chainsSection(report: AccessReport): Section {
  const chains = sharedChains(report);
  const body = html`<p>Every level from the root down must allow. Accounts that stand under the same policies share a table.
Policies marked ${badge('foreign', 'foreign')} were there before and are not ours.</p>
${chains.map((chain, index) => chainCard(chain, `chain-${index + 1}`))}`;
  return { id: 'chains', title: 'Guardrail chain of each account', body };
}

function chainCard(chain: SharedChain, id: string): Markup {
  return html`<article class="card chain" aria-labelledby="${id}">
${accountNames(chain, id)}${chain.bound ? leastRoom(chain) : html`<p class="callout alert">${badge('alert', 'not bound')} ${UNBOUND_MEANING}</p>
`}${chain.levels.length > 0 ? levels(chain, id) : NOTHING}</article>
`;
}

function leastRoom(chain: SharedChain): Markup {
  const scps = tightestLevel(chain, (level) => level);
  const rcps = tightestLevel(chain, (level) => level.rcps);
  return scps && rcps ? html`<p class="soft">Least room: ${counted(scps.slotsLeft, 'slot')} left for service control policies at ${name(levelName(chain, scps))}, ${
    counted(rcps.rcps.slotsLeft, 'slot')} for resource control policies at ${name(levelName(chain, rcps))}.</p>
` : NOTHING;
}

function accountNames({ accounts }: SharedChain, id: string): Markup {
  const list = joined(accounts.map((account) => html`${name(account.name)} <code>${account.id}</code>`), ', ');
  if (accounts.length <= ACCOUNTS_IN_SIGHT) {
    return html`<h3 id="${id}">${list}</h3>
`;
  }
  return html`<h3 id="${id}">${counted(accounts.length, 'account')}</h3>
${folded('Which accounts', html`<p>${list}</p>`)}`;
}

function levels(chain: SharedChain, id: string): Markup {
  return table({
    id: `${id}-levels`,
    caption: 'Policies at each level from the root down',
    captionUnseen: true,
    columns: ['Level', 'Service control policies', 'Their room', 'Resource control policies', 'Their room'],
    rows: chain.levels.map((level) => [name(levelName(chain, level)), policies(level), room(level), policies(level.rcps), room(level.rcps)]),
  });
}

function policies({ policies: attached }: LevelPolicies): Markup {
  return attached.length === 0 ? html`<span class="soft">–</span>` : html`<ul class="units">${attached.map(policy)}</ul>`;
}

function room({ slotsUsed, slotsLeft, bytesUsed, bytesLeft }: LevelPolicies): Markup {
  return html`<span class="whole">${meter(slotsUsed, slotsUsed + slotsLeft)} ${thousands(slotsUsed)} used, ${thousands(slotsLeft)} left</span><br/>
<span class="soft">${counted(bytesUsed, 'byte')} used, ${thousands(bytesLeft)} left</span>`;
}

function policy({ name: called, bytes, origin }: LevelPolicies['policies'][number]): Markup {
  const [tone, word] = ORIGINS[origin] ?? (['plain', origin] as const);
  return html`<li>${name(called)} ${badge(tone, word)} <span class="soft whole">${counted(bytes, 'byte')}</span></li>`;
}
