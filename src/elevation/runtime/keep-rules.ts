import { createHash } from 'node:crypto';
import type { ElevationRules } from '../domain/elevation-rules';

export interface KeptRules {
  /** Puts rules in force; versions that were in force before stay. */
  keep(rules: ElevationRules): Promise<void>;
}

/** An item of a table holds no more than 400 KB. */
const MOST_BYTES = 390_000;

/** Puts the rules of a deployment in force, under a version that is made of what they say: the same rules are the same version. */
export async function keepRules(written: string, kept: KeptRules): Promise<string> {
  const bytes = Buffer.byteLength(written);
  if (bytes > MOST_BYTES) {
    throw new Error(`the rules of elevation have ${bytes} bytes, and one item of the table holds ${MOST_BYTES}: name fewer accounts in fewer rules`);
  }
  const { version: _, ...rules } = JSON.parse(written) as ElevationRules;
  const version = createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 32);
  await kept.keep({ version, ...rules });
  return version;
}
