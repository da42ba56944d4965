import { Coverage, UnitCoverage, unitWords } from './account-coverage';
import { Markup, html, name, names } from './html-escape';
import { badge, folded } from './html-parts';
import { counted } from './number-words';

/** More names than this are folded away. */
const NAMES_IN_SIGHT = 12;

/** Which accounts are meant, unit by unit; complete, however many there are. */
export function coverageMarkup(where: Coverage): Markup {
  const management = where.management ? html` ${badge('plain', 'includes the management account')}` : '';
  const { everywhereExcept: missing } = where;
  if (missing) {
    return html`All ${counted(where.covered + missing.length, 'active account')}${missing.length > 0 ? html` except ${names(missing)}` : ''}${management}`;
  }
  return html`<ul class="units">${where.units.map((unit) => html`<li>${unitMarkup(unit)}</li>`)}</ul>${management}`;
}

function unitMarkup(unit: UnitCoverage): Markup {
  const { before, names: list, after } = unitWords(unit);
  if (list.length <= NAMES_IN_SIGHT) {
    return html`${name(before)}${names(list)}${after}`;
  }
  return folded(html`${name(before)}${counted(list.length, 'account')}${after}`, html`<p>${names(list)}</p>`);
}
