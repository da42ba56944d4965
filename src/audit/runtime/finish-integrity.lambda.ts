import { finishIntegrity } from './finish-integrity';
import { integrityAdapters } from './integrity-adapters';

const { trail, ports } = integrityAdapters(process.env);

export async function handler({ run }: { run: string }): Promise<object> {
  return finishIntegrity(run, trail, ports);
}
