import { integrityAdapters } from './integrity-adapters';
import { planIntegrity } from './plan-integrity';

const { trail, regions, ports } = integrityAdapters(process.env);

interface Event {
  readonly run: string;
  readonly startedAt: string;
  /** What the execution was started with: an event of the schedule, or what somebody wrote. */
  readonly input: { readonly date?: unknown } | null;
}

export async function handler({ run, startedAt, input }: Event): Promise<{ chains: number }> {
  return planIntegrity({ run, startedAt, date: input?.date }, trail, regions, ports);
}
