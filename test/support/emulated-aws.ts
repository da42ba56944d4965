import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The folder of the emulator; tests that need it are skipped without it. */
const EMULATED_AWS = process.env.EMULATED_AWS;

/** A suite that needs the emulator, whose title says why it is skipped where there is none. */
export function describeEmulated(title: string, suite: () => void): void {
  if (EMULATED_AWS) {
    describe(title, suite);
  } else {
    console.log(`'${title}' is skipped: set EMULATED_AWS to the folder of the emulated AWS organization to run it.`);
    describe.skip(`${title} (skipped: EMULATED_AWS is not set)`, suite);
  }
}

const VERSIONS = { cloudformation: '2010-05-15', iam: '2010-05-08', sts: '2011-06-15' };

/** One emulator process: a new, empty organization on a loopback port of its own. */
export class EmulatedAws {
  /** With `python3` of the PATH, which needs the emulator's requirements. Functions find the SDK in `packages`. */
  static async start(packages?: string): Promise<EmulatedAws> {
    const child = spawn('python3', ['-m', 'emulated_aws', '--port', '0', '--print-endpoint'], {
      cwd: EMULATED_AWS,
      env: { ...process.env, PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1', NODE_PATH: packages },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const endpoint = await Promise.race([
      once(lines, 'line').then(([line]) => String(line)),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the emulator in ${EMULATED_AWS} ended with code ${code} before it was ready`);
      }),
    ]);
    return new EmulatedAws(child, endpoint);
  }

  private constructor(private readonly child: ChildProcess, readonly endpoint: string) {}

  /** What SDKs and command lines need in their environment; twelve digits are an administrator of that account. */
  environment(account = 'test'): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  /** Options of an SDK client. */
  get client() {
    return { endpoint: this.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  }

  async control<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.endpoint}/_emulator/${path}`, { method, body: body && JSON.stringify(body) });
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    }
    return await answer.json() as T;
  }

  /** A call of a service of the query protocol that has no client here, such as IAM; the answer is XML. */
  async query(service: 'cloudformation' | 'iam' | 'sts', action: string, parameters: Record<string, string>): Promise<string> {
    const answer = await fetch(this.endpoint, {
      method: 'POST',
      headers: {
        'authorization': `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ Action: action, Version: VERSIONS[service], ...parameters }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${action}: ${answer.status} ${text}`);
    }
    return text;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill('SIGTERM');
      await once(this.child, 'exit');
    }
  }
}
