// eslint's classic configuration, as the project uses it.
import { LegacyESLint } from 'eslint/use-at-your-own-risk';

/** Lints a text as if it stood in a file; types are not needed for the rules about imports. */
async function complaints(filePath: string, text: string): Promise<string[]> {
  const eslint = new LegacyESLint({
    cwd: `${__dirname}/..`,
    overrideConfig: { parserOptions: { projectService: false }, rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/return-await': 'off' } },
  });
  const [{ messages }] = await eslint.lintText(text, { filePath });
  return messages.filter(({ ruleId }: any) => ['no-restricted-imports', 'no-restricted-syntax'].includes(ruleId)).map(({ message }: any) => message);
}

test.each([
  ['src/identity/domain/stray.ts', "import { Stack } from 'aws-cdk-lib';"],
  ['src/identity/domain/stray.ts', "import { Role } from 'aws-cdk-lib/aws-iam';"],
  ['src/identity/domain/stray.ts', "import { Construct } from 'constructs';"],
  ['src/identity/domain/stray.ts', "import type { IConstruct } from 'constructs';"],
  ['src/identity/domain/stray.ts', "import { S3 } from '@aws-sdk/client-s3';"],
  ['src/identity/domain/stray.ts', "import { readFileSync } from 'node:fs';"],
  ['src/identity/domain/stray.ts', "import { readFileSync } from 'fs';"],
  ['src/identity/domain/stray.ts', "import { refuse } from '../../private/errors';"],
  ['src/identity/domain/stray.ts', "import { PermissionSet } from '../permission-set';"],
  ['src/identity/domain/stray.ts', "import { x } from '../../guardrails/domain/x';"],
  ['src/identity/domain/stray.ts', "export { x } from '../runtime/x';"],
  ['src/identity/domain/stray.ts', 'export const now = Date.now();'],
  ['src/identity/domain/stray.ts', 'export const now = new Date();'],
  ['src/identity/domain/stray.ts', 'export const random = Math.random();'],
  ['src/identity/domain/stray.ts', 'export const home = process.env.HOME;'],
  ['src/identity/domain/stray.ts', "console.log('x');"],
  ['src/identity/domain/stray.ts', "export const fs = require('fs');"],
  ['src/identity/domain/stray.ts', "export const fs = import('fs');"],
  ['src/identity/stray.ts', "import { LandingZone } from '../landing-zone/landing-zone';"],
  ['src/identity/stray.ts', "import { AuditVault } from '../audit/audit-vault';"],
  ['src/identity/stray.ts', "import { resolveGroups } from './runtime/resolve-groups';"],
  ['src/identity/stray.ts', "import { S3 } from '@aws-sdk/client-s3';"],
  ['src/identity/stray.ts', 'export const now = new Date();'],
  ['src/identity/runtime/stray.ts', "import { Stack } from 'aws-cdk-lib';"],
  ['src/organization/stray.ts', "import { PermissionSet } from '../identity/permission-set';"],
  ['src/landing-zone/domain/stray.ts', "import { rollbacks } from '../../guardrails/domain/rollback';"],
  ['src/landing-zone/domain/stray.ts', "import { PermissionSet } from '../../identity/permission-set';"],
  ['src/report/domain/stray.ts', "import { x } from '../../landing-zone/domain/x';"],
  ['src/report/domain/stray.ts', "import { writeFileSync } from 'node:fs';"],
  ['src/guardrails/stray.ts', "import { main } from '../cli/zero-trust';"],
  ['src/private/stray.ts', "import { PermissionSet } from '../identity/permission-set';"],
  ['src/private/stray.ts', "import { customResource } from './runtime/custom-resource';"],
  ['src/private/runtime/stray.ts', "import { Stack } from 'aws-cdk-lib';"],
  ['src/cli/stray.ts', "import { App } from 'aws-cdk-lib';"],
])('in %s, `%s` is refused', async (file, text) => {
  expect(await complaints(file, text)).toHaveLength(1);
});

test.each([
  ['src/identity/domain/stray.ts', "import { listed } from '../../organization/domain/problem';"],
  ['src/identity/domain/stray.ts', "import { minified } from '../../policy/domain/document';"],
  ['src/identity/domain/stray.ts', "import { x } from './access-matrix';"],
  ['src/identity/domain/stray.ts', 'export const moment = new Date(0);'],
  ['src/identity/stray.ts', "import { Stack } from 'aws-cdk-lib';"],
  ['src/identity/stray.ts', "import { GuardrailTarget } from '../guardrails/guardrail-target';"],
  ['src/identity/runtime/stray.ts', "import { S3 } from '@aws-sdk/client-s3';"],
  ['src/identity/runtime/stray.ts', "import { customResource } from '../../private/runtime/custom-resource';"],
  ['src/landing-zone/domain/stray.ts', "import { counted } from '../../report/domain/number-words';"],
  ['src/landing-zone/stray.ts', "import { PermissionSet } from '../identity/permission-set';"],
  ['src/cli/stray.ts', "import { takeSnapshot } from '../organization/runtime/take-snapshot';"],
])('in %s, `%s` is taken', async (file, text) => {
  expect(await complaints(file, text)).toEqual([]);
});
