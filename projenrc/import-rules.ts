import { EslintOverride } from 'projen/lib/javascript';

/** Every capability, and which other capabilities it may import from (ARCHITECTURE.md, "Who may import whom"). */
const MAY_IMPORT: Record<string, string[]> = {
  'organization': [],
  'policy': [],
  'guardrails': [],
  'identity': ['guardrails'],
  'audit': ['guardrails'],
  'containment': ['guardrails'],
  'elevation': ['identity', 'containment', 'guardrails'],
  'report': [],
  'landing-zone': ['identity', 'guardrails', 'audit', 'containment', 'elevation', 'report'],
};

/**
 * Which domain folders those of a capability may import from besides its own and what every one may: what a landing zone says of promises is a part of
 * the report, and what elevation lends are assignments that it ends with denials.
 */
const DOMAIN_MAY_IMPORT: Record<string, string[]> = { 'landing-zone': ['report'], 'elevation': ['identity', 'containment'] };

/** What every capability may import besides itself. */
const SHARED = ['organization', 'policy', 'private'];

const PURE = [
  { selector: 'MemberExpression[object.name="process"]', message: 'A domain folder does not read the process or its environment.' },
  { selector: 'MemberExpression[object.name="console"]', message: 'A domain folder does not print; return a value.' },
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'A domain folder has no clock; take the time as a parameter.' },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'A domain folder has no clock; take the time as a parameter.' },
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'A domain folder has no randomness.' },
  { selector: 'MemberExpression[object.name="crypto"]', message: 'A domain folder has no randomness; take bytes and hashes through a port.' },
  { selector: 'ImportExpression', message: 'A domain folder imports nothing at run time.' },
  { selector: 'CallExpression[callee.name="require"]', message: 'A domain folder imports nothing at run time.' },
];

const NO_CLOCK = PURE.filter(({ message }) => message.includes('clock') || message.includes('randomness'))
  .map(({ selector }) => ({ selector, message: 'A construct reads no clock and no randomness; private/today.ts is the one edge that does.' }));

interface Pattern {
  regex: string;
  message: string;
}

function override(files: string[], patterns: Pattern[], options: { excluded?: string[]; syntax?: object[] } = {}): EslintOverride {
  return {
    files,
    excludedFiles: options.excluded,
    rules: {
      'no-restricted-imports': ['error', { patterns }],
      ...(options.syntax ? { 'no-restricted-syntax': ['error', ...options.syntax] } : {}),
    },
  };
}

function otherCapabilities(capability: string): Pattern[] {
  const allowed = [...MAY_IMPORT[capability], ...SHARED, capability];
  const forbidden = [...Object.keys(MAY_IMPORT), 'cli'].filter((other) => !allowed.includes(other));
  return [{
    regex: `^\\.{1,2}/(.*/)?(${forbidden.join('|')})(/|$)`,
    message: `src/${capability} may import ${allowed.filter((name) => name !== capability).join(', ')} and nothing else of src.`,
  }];
}

/**
 * The import rules as ESLint overrides: a later one replaces an earlier one for the same file,
 * so they go from the folder to the kind of file inside it.
 */
export function importRules(): EslintOverride[] {
  const noSdk = { regex: '^@aws-sdk/', message: 'Only runtime adapters talk to AWS.' };
  const noCdk = { regex: '^(aws-cdk-lib|constructs)(/|$)', message: 'Code that runs in Lambda or on a command line has no CDK.' };
  const noRuntime = { regex: '/runtime/', message: 'A construct names the bundle of a handler, and imports nothing of what runs inside it.' };
  const everyCapability = {
    regex: `^\\.{1,2}/(.*/)?(${Object.keys(MAY_IMPORT).filter((name) => !SHARED.includes(name)).join('|')}|cli)/`,
    message: 'src/private serves every capability and knows none of them.',
  };
  return [
    override(['src/private/**/*.ts'], [everyCapability, noSdk, noRuntime], { syntax: NO_CLOCK, excluded: ['today.ts'] }),
    override(['src/private/runtime/**/*.ts'], [everyCapability, noCdk]),
    override(['src/cli/**/*.ts'], [noCdk]),
    ...capabilityRules(noSdk, noCdk, noRuntime),
  ];
}

function domainFolders(capability: string): Pattern {
  const folders = ['organization', 'policy', ...DOMAIN_MAY_IMPORT[capability] ?? []];
  const named = folders.map((name) => `${name}/domain`);
  return {
    regex: `^(?!\\./|(\\.\\./)+domain/|\\.\\./\\.\\./(${folders.join('|')})/domain/)`,
    message: `A domain folder imports only domain folders: its own, ${named.slice(0, -1).join(', ')} and ${named.slice(-1)[0]}.`,
  };
}

function capabilityRules(noSdk: Pattern, noCdk: Pattern, noRuntime: Pattern): EslintOverride[] {
  return Object.keys(MAY_IMPORT).flatMap((capability) => [
    override([`src/${capability}/**/*.ts`], [...otherCapabilities(capability), noSdk, noRuntime], { syntax: NO_CLOCK }),
    override([`src/${capability}/runtime/**/*.ts`], [...otherCapabilities(capability), noCdk]),
    override([`src/${capability}/domain/**/*.ts`], [domainFolders(capability)], { syntax: PURE }),
  ]);
}
