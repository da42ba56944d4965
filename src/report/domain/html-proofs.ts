import { accountsMarkup } from './html-accounts';
import { Markup, NOTHING, html, name } from './html-escape';
import { Section, folded, note, table } from './html-parts';
import { PROOF_MEANING, ProofBlock, ProofGroup, ProofSource, proofGroups, sourceWords } from './proof-groups';
import { ProofGap, ProofReach, reachWords } from './proof-reach';
import { AccessReport, ProofFacts } from './report-model';

/** A group with more claims than this is folded, source by source. */
const CLAIMS_IN_SIGHT = 12;

export function proofsSection(report: AccessReport): Section {
  const groups = proofGroups(report);
  const body = groups.length === 0 ? note('This synth asks for no proof.') : html`<p>${PROOF_MEANING}</p>
${groups.map(group)}`;
  return { id: 'proofs', title: 'Proofs', body };
}

function group({ expected, title, sources }: ProofGroup): Markup {
  const id = `proofs-${expected}`;
  const claims = sources.flatMap(({ blocks }) => blocks.flatMap((block) => block.claims)).length;
  return html`<article class="card" aria-labelledby="${id}">
<h3 id="${id}">${title}</h3>
${sources.map((asked, index) => sourceMarkup(asked, `${id}-${index + 1}`, claims <= CLAIMS_IN_SIGHT))}</article>
`;
}

function sourceMarkup(asked: ProofSource, id: string, open: boolean): Markup {
  const summary = html`<strong>${name(asked.source)}</strong> <span class="soft">${sourceWords(asked)}</span>`;
  return folded(summary, html`<div class="proofs">
${asked.blocks.map((block, index) => blockMarkup(block, html`What ${name(asked.source)} asked for`, `${id}-${index + 1}`))}</div>`, open);
}

function blockMarkup({ gaps, claims }: ProofBlock, caption: Markup, id: string): Markup {
  const left = gaps.length === 0 ? NOTHING : html`<div class="gaps">Not covered:<ul>${gaps.map(gap)}</ul></div>
`;
  return html`${left}${table({
    id,
    caption,
    captionUnseen: true,
    columns: ['Claim', 'Who', 'What', 'Proved for'],
    rows: claims.map((claim) => [name(claim.proof.claim), html`<code>${claim.proof.principal}</code>`, request(claim.proof), provedFor(claim)]),
  })}`;
}

function gap({ accounts, reason }: ProofGap): Markup {
  return html`<li><span class="soft">${name(reason)} –</span> ${accountsMarkup(accounts)}</li>`;
}

function request({ action, resource, region }: ProofFacts): Markup {
  const on = resource === '*' ? NOTHING : html`<br/><span class="soft">on <code>${resource}</code></span>`;
  return html`<code>${action}</code> <span class="soft">in ${name(region)}</span>${on}`;
}

function provedFor(claim: ProofReach): Markup {
  return html`${reachWords(claim)}${claim.complete && !claim.everyMember ? html`: ${accountsMarkup(claim.accounts)}` : ''}`;
}
