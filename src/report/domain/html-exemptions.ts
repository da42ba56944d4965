import { accountsById } from './account-index';
import { CONFINED_MEANING } from './guardrail-stages';
import { Markup, NOTHING, html, name, names } from './html-escape';
import { expiryMarkup } from './html-expiry';
import { badge, folded, note, table } from './html-parts';
import { counted } from './number-words';
import { AccessReport, AccountFacts, GuardrailFacts } from './report-model';

/** More reasons than this are folded away. */
const REASONS_IN_SIGHT = 12;

/** Whom, where and what a guardrail leaves alone. */
export function sparedMarkup(report: AccessReport, guardrail: GuardrailFacts, id: string): Markup {
  return guardrail.exemptions.length + guardrail.exemptActions.length === 0
    ? note('No principal, account or action is exempt.')
    : html`${exemptions(report, guardrail, id)}${exemptActions(guardrail, id)}`;
}

function exemptions(report: AccessReport, guardrail: GuardrailFacts, id: string): Markup {
  if (guardrail.exemptions.length === 0) {
    return note('No principal and no account is exempt.');
  }
  const accounts = accountsById(report);
  return table({
    id: `${id}-exemptions`,
    caption: html`Principals and accounts that ${name(guardrail.name)} leaves alone`,
    columns: ['Exempt', 'Reason', 'Owner', 'Ticket', 'Ends'],
    rows: guardrail.exemptions.map(({ principals, accountIds, reason, owner, ticket, expires }) => [
      html`<ul class="units principals">${principals.map((principal) => html`<li><code>${principal}</code></li>`)}${
        accountIds.map((account) => html`<li>${known(accounts.get(account))} <code>${account}</code></li>`)}</ul>`,
      name(reason),
      name(owner),
      name(ticket),
      expiryMarkup(expires, report.organization.asOf),
    ]),
  });
}

/** An exempt account may be somebody else's. */
function known(account: AccountFacts | undefined): Markup {
  return account ? name(account.name) : html`<span class="soft">not in the snapshot:</span>`;
}

function exemptActions({ name: guardrail, exemptActions: exempt }: GuardrailFacts, id: string): Markup {
  if (exempt.length === 0) {
    return note('No action is exempt.');
  }
  const confined = exempt.filter((one) => one.confined).length;
  const actions = exempt.reduce((sum, one) => sum + one.actions.length, 0);
  const reasons = table({
    id: `${id}-actions`,
    caption: html`Actions that ${name(guardrail)} leaves alone for everybody`,
    columns: ['Actions', 'Reach', 'Reason'],
    rows: exempt.map((one) => [
      html`<span class="actions">${names(one.actions)}</span>`,
      one.confined ? badge('plain', 'confined') : badge('warn', 'everywhere'),
      name(one.reason),
    ]),
  });
  const summary = `${counted(actions, 'exempt action')} with ${counted(exempt.length, 'reason')}${confined > 0 ? `, ${confined} of them confined` : ''}`;
  return folded(summary, html`${confined > 0 ? note(CONFINED_MEANING) : NOTHING}${reasons}`, exempt.length <= REASONS_IN_SIGHT);
}
