import { AccountWords } from './account-words';
import { coverageWords } from './markdown-access';
import { names } from './markdown-tables';

/** Which accounts, for a cell or a line. */
export function accountWords(accounts: AccountWords): string {
  switch (accounts.kind) {
    case 'everybody': return accounts.words + (accounts.except.length > 0 ? ` except ${names(accounts.except)}` : '');
    case 'few': return names(accounts.names);
    case 'many': return coverageWords(accounts.where);
  }
}
