import type { BreakGlassPorts, ChainReader } from './break-glass-ports';
import type { BreakGlassFacts } from '../domain/break-glass';
import { chainAnswer } from '../domain/break-glass-chain';
import type { BreakGlassFinding } from '../domain/break-glass-finding';
import { roleFindings } from '../domain/break-glass-role';
import { userFindings } from '../domain/break-glass-users';

export interface CheckedBreakGlass {
  readonly findings: readonly BreakGlassFinding[];
  /** By account: condition keys on which a denial hangs and of which nothing is known. Nobody is alarmed about these. */
  readonly dependsOn: Readonly<Record<string, readonly string[]>>;
}

/**
 * Looks whether the way in is still open: the roles are as declared, nothing above denies them, and people with hardware may take them. Changes nothing.
 *
 * What cannot be read in one account is a finding there and keeps nothing else from being read: a way in of which nobody knows is none.
 */
export async function checkBreakGlass(facts: BreakGlassFacts, ports: BreakGlassPorts): Promise<CheckedBreakGlass> {
  const { roles, devices, count, tell } = ports;
  const chains = ports.chains();
  const dependsOn: Record<string, readonly string[]> = {};
  const findings: BreakGlassFinding[] = [];
  for (const { id } of facts.accounts) {
    findings.push(...await orUnread(id, 'the role', async () => roleFindings(facts, id, await roles.read(id))));
    // no policy of the organization binds the management account.
    if (id !== facts.managementAccountId) {
      findings.push(...await orUnread(id, 'the policies above the account', async () => denials(facts, id, chains, dependsOn)));
    }
  }
  for (const user of facts.users) {
    findings.push(...await orUnread(user, 'the second factors', async () => userFindings(user, await devices.serialNumbers(user))));
  }
  findings.forEach((finding) => tell({ finding }));
  // counted last, so that a check that stops half-way is missed.
  count({ Findings: findings.length, ChecksCompleted: 1 });
  return { findings, dependsOn };
}

async function denials(
  facts: BreakGlassFacts, accountId: string, chains: ChainReader, dependsOn: Record<string, readonly string[]>,
): Promise<readonly BreakGlassFinding[]> {
  const answer = chainAnswer(facts, accountId, await chains.levelsAbove(accountId));
  if (answer.dependsOn.length > 0) {
    dependsOn[accountId] = answer.dependsOn;
  }
  return answer.findings;
}

async function orUnread(about: string, what: string, read: () => Promise<readonly BreakGlassFinding[]>): Promise<readonly BreakGlassFinding[]> {
  try {
    return await read();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    return [{ kind: 'unread', about, detail: `${what} could not be read: ${name}: ${message}` }];
  }
}
