import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// the reader of the SDK itself, in whichever version it brings.
// eslint-disable-next-line import/no-extraneous-dependencies
import { loadSharedConfigFiles, loadSsoSessionData } from '@smithy/core/config';

type Sections = Record<string, Record<string, string | undefined>>;

/** What the SDK reads from an `~/.aws/config`: profiles by name, and sessions. */
export async function readAwsConfig(content: string): Promise<{ profiles: Sections; sessions: Sections }> {
  const folder = mkdtempSync(join(tmpdir(), 'aws-config-'));
  const [configFilepath, filepath] = [join(folder, 'config'), join(folder, 'credentials')];
  writeFileSync(configFilepath, content);
  writeFileSync(filepath, '');
  const { configFile } = await loadSharedConfigFiles({ configFilepath, filepath, ignoreCache: true });
  const sessions = await loadSsoSessionData({ configFilepath });
  rmSync(folder, { recursive: true });
  return { profiles: Object.fromEntries(Object.entries(configFile).filter(([name]) => !name.startsWith('sso-session.'))), sessions };
}
