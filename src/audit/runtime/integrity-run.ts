import type { WorkFiles } from './integrity-ports';
import type { ChainReport } from '../domain/chain-report';
import type { PlannedChain } from '../domain/day-plan';
import type { ChainOutcome } from '../domain/integrity-index';
import type { Roster } from '../domain/roster';
import type { Chain } from '../domain/trail-chain';

/** What a run set out to do. */
export interface IntegrityPlan {
  readonly date: string;
  readonly startedAt: string;
  /** Somebody asked for this day, so that it says nothing about whether the daily run came. */
  readonly onRequest: boolean;
}

/** What one chain left for the end of the run; absent chains were not expected and have nothing. */
export type Verified = { readonly kind: 'verified'; readonly outcome: ChainOutcome } | { readonly kind: 'absent' };

export const ROSTER_KEY = 'completeness/roster.json';

/** The files of one run, by name. */
export class IntegrityRun {
  public constructor(private readonly files: WorkFiles, private readonly run: string) {}

  public async plan(): Promise<IntegrityPlan> {
    return this.must<IntegrityPlan>('plan.json');
  }

  public async chains(): Promise<readonly PlannedChain[]> {
    return this.must<PlannedChain[]>('chains.json');
  }

  /** The list last: a run has its chains only when it has a plan. It has the form that the distributed map reads. */
  public async savePlan(plan: IntegrityPlan, chains: readonly PlannedChain[]): Promise<void> {
    await this.files.write(this.key('plan.json'), plan);
    await this.files.write(this.key('chains.json'), chains);
  }

  public async window(chain: Chain, index: number): Promise<ChainReport> {
    return this.must<ChainReport>(`windows/${name(chain)}/${index}.json`);
  }

  public async saveWindow(chain: Chain, index: number, report: ChainReport): Promise<void> {
    await this.files.write(this.key(`windows/${name(chain)}/${index}.json`), report);
  }

  public async verified(chain: Chain): Promise<Verified | undefined> {
    return this.files.read<Verified>(this.key(`verified/${name(chain)}.json`));
  }

  public async saveVerified(chain: Chain, verified: Verified): Promise<void> {
    await this.files.write(this.key(`verified/${name(chain)}.json`), verified);
  }

  private async must<T>(file: string): Promise<T> {
    const content = await this.files.read<T>(this.key(file));
    if (content === undefined) {
      throw new Error(`${this.key(file)} is not there: an earlier step of the run did not write it`);
    }
    return content;
  }

  private key(file: string): string {
    return `runs/${this.run}/${file}`;
  }
}

/** What is known of the accounts; none before the first look. */
export async function rosterIn(files: WorkFiles): Promise<Roster | undefined> {
  return files.read<Roster>(ROSTER_KEY);
}

function name({ accountId, region }: Chain): string {
  return `${accountId}-${region}`;
}
