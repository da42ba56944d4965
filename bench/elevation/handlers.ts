import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ELEVATION_ENVIRONMENT as TOLD } from '../../src/elevation/elevation-environment';

const ASSETS = resolve(__dirname, '..', '..', 'assets');

/** A bundle as it is deployed. */
export interface Handler {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  /** A file that loads the same modules of the SDK, and nothing else. */
  readonly sdkAlone: string;
}

/** Every handler of elevation, and the worker that denies sessions, which each end waits for. */
export function handlersOfElevation(folder: string): readonly Handler[] {
  const below = readdirSync(join(ASSETS, 'elevation', 'runtime')).map((name) => join('elevation', 'runtime', name));
  return [...below, join('containment', 'runtime', 'session-denial.lambda')].map((bundle) => {
    const file = join(ASSETS, bundle, 'index.js');
    const content = readFileSync(file);
    const name = bundle.split('/').at(-1)!.replace(/\.lambda$/, '');
    const sdkAlone = join(folder, `${name}-sdk.js`);
    const modules = [...new Set([...content.toString().matchAll(/require\("(@(?:aws-sdk|smithy)\/[^"]+)"\)/g)].map(([, module]) => module))];
    writeFileSync(sdkAlone, `${modules.map((module) => `require(${JSON.stringify(module)});`).join('\n')}\n${EMPTY}`);
    return { name, file, bytes: content.length, sdkAlone };
  });
}

/** A handler that does nothing. */
export const EMPTY = 'exports.handler = async () => ({});\n';

/** What handlers are told when they are deployed; `url` is where they find every service. */
export function environmentOf(url: string, folder: string): Record<string, string> {
  const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:222222222222:${resource}`;
  return {
    AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench', AWS_ENDPOINT_URL: url,
    // no profile of whoever runs this is read.
    HOME: folder,
    [TOLD.elevationsTable]: 'elevations', [TOLD.leasesTable]: 'leases', [TOLD.stateMachineArn]: arn('states', 'stateMachine:elevation'),
    [TOLD.endFunction]: 'end', [TOLD.endFunctionArn]: arn('lambda', 'function:end'), [TOLD.denialsFunction]: 'denials',
    [TOLD.scheduleGroup]: 'elevation', [TOLD.scheduleRoleArn]: 'arn:aws:iam::222222222222:role/schedule', [TOLD.topicArn]: arn('sns', 'elevation'),
    [TOLD.instanceArn]: 'arn:aws:sso:::instance/ssoins-0000000000000000', [TOLD.identityStoreId]: 'd-0000000000', [TOLD.managementAccountId]: '100000000000',
    [TOLD.vaultBucket]: 'vault', [TOLD.tokenIssuer]: 'https://issuer.example', [TOLD.externalIdIssuer]: 'https://issuer.example',
    LEDGER_TABLE: 'denials', WRITER_ROLE_ARN: 'arn:aws:iam::100000000000:role/writer', POLICY_NAMES: 'zero-trust-session-denial-1', POLICY_BYTES: '10240',
    AWS_PARTITION: 'aws',
    DECLARED: JSON.stringify({ globalRegion: 'us-east-1', managementAccountId: '100000000000', names: { role: 'break-glass' } }),
    ACCOUNTS: '222222222222', USERS: 'first', CHECK: 'check',
  };
}
