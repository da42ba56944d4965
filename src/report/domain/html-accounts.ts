import { Coverage } from './account-coverage';
import { AccountWords } from './account-words';
import { coverageMarkup } from './html-coverage';
import { Markup, html, names } from './html-escape';
import { folded } from './html-parts';
import { counted } from './number-words';

/** More units than this are folded away. */
const UNITS_IN_SIGHT = 6;

/** Which accounts, for a cell or a line. */
export function accountsMarkup(accounts: AccountWords): Markup {
  switch (accounts.kind) {
    case 'everybody': return html`${accounts.words}${accounts.except.length > 0 ? html` except ${names(accounts.except)}` : ''}`;
    case 'few': return names(accounts.names);
    case 'many': return byUnit(accounts.where);
  }
}

function byUnit(where: Coverage): Markup {
  return where.everywhereExcept || where.units.length <= UNITS_IN_SIGHT
    ? coverageMarkup(where)
    : folded(`${counted(where.covered, 'account')} in ${where.units.length} units`, coverageMarkup(where));
}
