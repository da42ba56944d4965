import { checkTrailCompleteness } from './check-completeness';
import { integrityAdapters } from './integrity-adapters';

const { trail, regions, ports } = integrityAdapters(process.env);

export async function handler(): Promise<object> {
  const { result, expectedChains, late } = await checkTrailCompleteness(trail, regions, ports);
  return { result, expectedChains, late: late.length };
}
