// `npm run digest-cases -- DIR`: verifies every scenario of a folder and prints each verdict that is not the one expected.
import { resolve } from 'node:path';
import { digestCases } from '../support/digest-cases';
import { scenarioFolders } from '../support/digest-chain-folder';

async function main([given]: readonly string[]): Promise<number> {
  if (given === undefined) {
    console.error('say which folder of scenarios to verify: npm run digest-cases -- DIR');
    return 2;
  }
  let passed = 0;
  let failed = 0;
  const folders = scenarioFolders(resolve(process.env.INIT_CWD ?? process.cwd(), given));
  if (folders.length === 0) {
    console.error(`there is no scenario.json in '${given}' or in a folder below it`);
    return 2;
  }
  for (const folder of folders) {
    for (const { id, mismatches } of await digestCases(folder)) {
      passed += mismatches.length === 0 ? 1 : 0;
      failed += mismatches.length === 0 ? 0 : 1;
      if (mismatches.length > 0) {
        console.log([id, ...mismatches.map((mismatch) => `  ${mismatch}`)].join('\n'));
      }
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, (error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
