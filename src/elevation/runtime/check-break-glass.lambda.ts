import { breakGlassAdapters } from './break-glass-adapters';
import { checkBreakGlass } from './check-break-glass';
import { isUse, noteUse } from './note-break-glass-use';

const { declared, ports } = breakGlassAdapters(process.env);

/** Events of the trail say that a role was taken; everything else, an empty event included, asks for a check. */
export async function handler(event: unknown): Promise<object> {
  return isUse(event) ? noteUse(event, ports) : checkBreakGlass(declared, ports);
}
