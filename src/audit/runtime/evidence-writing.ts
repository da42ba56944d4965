import type { Evidence } from './integrity-ports';
import type { ManifestEntry } from '../domain/integrity-index';
import type { SigningKey } from '../domain/signing-key';
import { isoSeconds } from '../domain/trail-chain';

/** Keys of the evidence, below the prefix that the vault takes from the audit account. */
export const INDEX_FOLDER = 'evidence/integrity/';
export const COMPLETENESS_FOLDER = 'evidence/completeness/';
const KEY_FOLDER = 'evidence/trail-keys/';

/** Writes what is not there already: a step that is done again leaves no second version. */
export async function keepEvidence(key: string, content: object, evidence: Evidence): Promise<ManifestEntry> {
  const text = `${JSON.stringify(content, undefined, 1)}\n`;
  if ((await evidence.read(key))?.text !== text) {
    await evidence.write(key, text);
  }
  return entryOf(key, text, evidence);
}

/** Keeps a public key for good. One fingerprint with two values, which nobody has seen, has two objects. */
export async function keepKey(region: string, { fingerprint, validity, valueBase64 }: SigningKey, evidence: Evidence): Promise<ManifestEntry> {
  const record = {
    schemaVersion: 1, fingerprint, region, validFrom: isoSeconds(validity.fromMs), validTo: isoSeconds(validity.toMs), value: valueBase64,
  };
  const text = `${JSON.stringify(record, undefined, 1)}\n`;
  const sha256 = evidence.sha256(text);
  for (const name of [fingerprint, `${fingerprint}-${sha256.slice(0, 16)}`]) {
    const key = `${KEY_FOLDER}${name}.json`;
    if (await evidence.writeOnce(key, text) || (await evidence.read(key))?.text === text) {
      return entryOf(key, text, evidence);
    }
  }
  throw new Error(`${KEY_FOLDER}${fingerprint}-${sha256.slice(0, 16)}.json is there and holds something else than its name says`);
}

function entryOf(key: string, text: string, evidence: Evidence): ManifestEntry {
  return { key, sha256: evidence.sha256(text), bytes: Buffer.byteLength(text) };
}
