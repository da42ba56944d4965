import { inTurns } from './in-turns';
import { rememberedKeys } from './remembered-keys';
import type { VerificationPorts } from './trail-ports';
import { verifyChain } from './verify-chain';
import { type ChainReport, worst } from '../domain/chain-report';
import type { Chain, TimeRange, Trail } from '../domain/trail-chain';
import type { TrailReport } from '../domain/trail-report';

const CHAINS_AT_ONCE = 4;

/** Verifies chains of a trail; each report is handed over when it is ready, too. */
export async function verifyTrail(
  trail: Trail, chains: readonly Chain[], range: TimeRange, ports: VerificationPorts, verified: (report: ChainReport) => void = () => undefined,
): Promise<TrailReport> {
  const keysFor = rememberedKeys(ports.keys, ports.clock);
  const reports = await inTurns(chains, CHAINS_AT_ONCE, async (chain) => {
    ports.progress?.doing(`${chain.accountId} ${chain.region}`);
    const report = await verifyChain({ trail, chain, range }, ports, keysFor);
    verified(report);
    return report;
  });
  return { trail, range, result: worst(reports.map(({ result }) => result)), chains: reports };
}
