import { UNBOUND_MEANING } from './guardrail-stages';
import { names, plain, section, table } from './markdown-tables';
import { counted, thousands } from './number-words';
import { AccessReport, LevelPolicies } from './report-model';
import { SharedChain, levelName, sharedChains } from './shared-chains';

export function chainsSection(report: AccessReport): string {
  const chains = sharedChains(report);
  return section(2, 'Guardrail chain of each account',
    'Every level must allow. Accounts that stand under the same policies are told together. Policies marked **foreign** were there before and are not ours.',
    ...chains.map(chain));
}

/** More accounts than this are listed under the heading. */
const ACCOUNTS_IN_A_HEADING = 6;

function chain(shared: SharedChain): string {
  const rows = shared.levels.map((level) => [plain(levelName(shared, level)), ...policies(level), ...policies(level.rcps)]);
  const accounts = names(shared.accounts.map(({ name, id }) => `${name} (${id})`));
  const few = shared.accounts.length <= ACCOUNTS_IN_A_HEADING;
  return section(3, few ? accounts : counted(shared.accounts.length, 'account'),
    few ? '' : accounts,
    shared.bound ? '' : `**Not bound.** ${UNBOUND_MEANING}`,
    rows.length > 0 ? table(['Level', 'Service control policies', 'Slots', 'Bytes', 'Resource control policies', 'Slots', 'Bytes'], rows) : '');
}

function policies({ policies: attached, slotsUsed, slotsLeft, bytesUsed, bytesLeft }: LevelPolicies): string[] {
  return [
    attached.map(({ name, bytes, origin }) => `${plain(name)} (${origin === 'foreign' ? '**foreign**' : originName(origin)}, ${counted(bytes, 'byte')})`).join('<br>') || '–',
    `${slotsUsed} used, ${slotsLeft} left`,
    `${thousands(bytesUsed)} used, ${thousands(bytesLeft)} left`,
  ];
}

function originName(origin: string): string {
  return origin === 'aws' ? 'AWS' : plain(origin);
}
