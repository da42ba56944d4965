import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const CASES = ['saas', 'fintech'] as const;
export type Case = (typeof CASES)[number];

export function fixturePath(name: Case, file: string): string {
  return join(__dirname, '..', 'fixtures', name, file);
}

/** A fresh copy of a fixture file. */
export function fixture(name: Case, file: string): any {
  return JSON.parse(readFileSync(fixturePath(name, file), 'utf8'));
}
