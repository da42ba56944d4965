import { UNBOUND_MEANING } from './guardrail-stages';
import { Markup, NOTHING, html, joined, name } from './html-escape';
import { Section, Tone, badge, folded, meter, table } from './html-parts';
import { counted, thousands } from './number-words';
import { AccessReport, ChainLevel } from './report-model';
import { SharedChain, levelName, sharedChains, tightestLevel } from './shared-chains';

/** More accounts than this are folded away. */
const ACCOUNTS_IN_SIGHT = 12;

const ORIGINS: Readonly<Record<ChainLevel['policies'][number]['origin'], readonly [Tone, string]>> = {
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
  const tightest = tightestLevel(chain);
  const room = tightest && chain.bound
    ? html`<p class="soft">Least room: ${counted(tightest.slotsLeft, 'slot')} left at ${name(levelName(chain, tightest))}.</p>
` : NOTHING;
  return html`<article class="card chain" aria-labelledby="${id}">
${accountNames(chain, id)}${chain.bound ? room : html`<p class="callout alert">${badge('alert', 'not bound')} ${UNBOUND_MEANING}</p>
`}${chain.levels.length > 0 ? levels(chain, id) : NOTHING}</article>
`;
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
    columns: ['Level', 'Service control policies', 'Slots', 'Bytes'],
    rows: chain.levels.map((level) => [
      name(levelName(chain, level)),
      html`<ul class="units">${level.policies.map(policy)}</ul>`,
      html`<span class="whole">${meter(level.slotsUsed, level.slotsUsed + level.slotsLeft)} ${thousands(level.slotsUsed)} used, ${thousands(level.slotsLeft)} left</span>`,
      html`<span class="whole">${thousands(level.bytesUsed)} used, ${thousands(level.bytesLeft)} left</span>`,
    ]),
  });
}

function policy({ name: called, bytes, origin }: ChainLevel['policies'][number]): Markup {
  const [tone, word] = ORIGINS[origin] ?? (['plain', origin] as const);
  return html`<li>${name(called)} ${badge(tone, word)} <span class="soft whole">${counted(bytes, 'byte')}</span></li>`;
}
