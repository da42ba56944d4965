// `npm run policy-cases -- FILE.jsonl`: evaluates every case of a file and prints each mismatch with the statements that decided.
import { resolve } from 'node:path';
import { evaluateCase, mismatch, readCases } from '../support/policy-cases';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('say which file to evaluate: npm run policy-cases -- FILE.jsonl');
  process.exit(2);
}
let failed = 0;
const cases = readCases(resolve(process.env.INIT_CWD ?? process.cwd(), file));
for (const policyCase of cases) {
  const evaluation = evaluateCase(policyCase);
  const difference = mismatch(policyCase, evaluation);
  if (difference !== undefined) {
    failed++;
    const deciders = evaluation.statements.map(({ place, statement }) => `${place} '${statement}'`).join(', ');
    console.log(`${policyCase.id} (${policyCase.group}): ${difference}\n  ${policyCase.note}\n  decided by: ${deciders || 'no statement'}`);
  }
}
console.log(`${cases.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
