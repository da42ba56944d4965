import type { Written } from './ports';
import { isWritten } from '../../private/runtime/conditional-write';

/** What became of a conditional write. */
export async function written(write: () => Promise<unknown>): Promise<Written> {
  return await isWritten(write) ? 'written' : 'conflict';
}
