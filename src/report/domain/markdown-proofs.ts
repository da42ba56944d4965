import { accountWords } from './markdown-accounts';
import { bullets, plain, section, table } from './markdown-tables';
import { PROOF_MEANING, ProofBlock, ProofSource, proofGroups, sourceWords } from './proof-groups';
import { ProofReach, reachWords } from './proof-reach';
import { AccessReport, ProofFacts } from './report-model';

export function proofsSection(report: AccessReport): string {
  const groups = proofGroups(report).map(({ title, sources }) => section(3, title, ...sources.map(source)));
  return section(2, 'Proofs', ...(groups.length === 0 ? ['This synth asks for no proof.'] : [PROOF_MEANING, ...groups]));
}

function source(asked: ProofSource): string {
  return [`**${plain(asked.source)}**: ${sourceWords(asked)}.`, ...asked.blocks.map(block)].join('\n\n');
}

function block({ gaps, claims }: ProofBlock): string {
  const rows = claims.map((claim) => [plain(claim.proof.claim), plain(claim.proof.principal), request(claim.proof), provedFor(claim)]);
  const left = gaps.map(({ accounts, reason }) => `${plain(reason)} – ${accountWords(accounts)}`);
  const claimsTable = table(['Claim', 'Who', 'What', 'Proved for'], rows);
  return left.length === 0 ? claimsTable : `Not covered:\n\n${bullets(left)}\n\n${claimsTable}`;
}

function request({ action, resource, region }: ProofFacts): string {
  return `${plain(action)} in ${plain(region)}${resource === '*' ? '' : `<br>on ${plain(resource)}`}`;
}

function provedFor(claim: ProofReach): string {
  return reachWords(claim) + (claim.complete && !claim.everyMember ? `: ${accountWords(claim.accounts)}` : '');
}
