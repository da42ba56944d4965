import { type Command, type CommandValues, EXIT } from './command';
import { type Progress, progressOn } from './progress';
import { standardOutput } from './snapshot-output';
import { trailInBucket } from './trail-in-bucket';
import { chainText, reportJson, trailText } from './verify-trail-report';
import { type VerifyTrailSettings, mayBeIncomplete, verifyTrailSettings } from './verify-trail-settings';
import type { TrailReport } from '../audit/domain/trail-report';
import { cloudTrailPublicKeys } from '../audit/runtime/cloudtrail-public-keys';
import { nodeGzipContent } from '../audit/runtime/node-gzip-content';
import { rsaSignature } from '../audit/runtime/rsa-signatures';
import { s3TrailObjects, trailS3Client } from '../audit/runtime/s3-trail-objects';
import { TrailReadFailure } from '../audit/runtime/trail-failures';
import type { VerificationPorts } from '../audit/runtime/trail-ports';
import { verifyTrail } from '../audit/runtime/verify-trail';
import { configuredRegion } from '../organization/runtime/organizations-reader';
import { systemClock } from '../private/runtime/system-clock';

export const verifyTrailCommand: Command = {
  name: 'verify-trail',
  summary: 'Verify the digests and logs of a CloudTrail trail',
  description: [
    'Verifies the digests that CloudTrail signs every hour, their chain, and every log they name,',
    'for all accounts and Regions that the bucket holds. It reads only and never changes anything.',
    '',
    'Run it with credentials that may list and read the bucket, and call cloudtrail:ListPublicKeys.',
    '',
    '  zero-trust verify-trail --bucket NAME --from 2026-03-17 --to 2026-03-18',
    '',
    'Exit code: 0 pass, 3 attention (something is not proven), 4 fail (something is changed or missing),',
    '1 the verification did not come to its end, 2 the command line makes no sense, 130 interrupted.',
  ].join('\n'),
  options: {
    'bucket': { value: 'NAME', summary: 'Bucket that the trail delivers to' },
    'from': { value: 'TIME', summary: 'Beginning, in UTC: 2026-03-17T06:00:00Z, or 2026-03-17 for its first moment' },
    'to': { value: 'TIME', summary: 'End, likewise; both belong to the range' },
    'trail': { value: 'NAME', summary: 'Name of the trail (default: the only one with digests in the range)' },
    'home-region': { value: 'REGION', summary: 'Home Region of the trail, if trails of the same name have different ones' },
    'prefix': { value: 'PREFIX', summary: 'Key prefix of the trail' },
    'organization': { value: 'O-ID', summary: "Organization of the trail, or 'none' (default: the only one in the bucket)" },
    'account': { value: 'ID[,ID…]', summary: 'Verify these accounts, and expect them (default: all in the bucket)' },
    'region': { value: 'REGION[,…]', summary: 'Verify these Regions, and expect them (default: all in the bucket)' },
    'profile': { value: 'NAME', summary: 'Profile of the AWS configuration to use' },
    'json': { summary: 'Print the whole report as JSON' },
  },
  run,
};

async function run(values: CommandValues): Promise<number> {
  const settings = verifyTrailSettings(values, systemClock.nowMs());
  if (settings.profile !== undefined) {
    process.env.AWS_PROFILE = settings.profile;
  }
  // the SDK is part of this file: its advice to use a newer Node.js for newer versions of it helps nobody here.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const progress = progressOn(process.stderr, { things: 'logs', finished: 'verified' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      progress.stop();
      process.stderr.write('zero-trust verify-trail: interrupted, nothing is proven\n');
      process.exit(EXIT.interrupted);
    });
  }
  try {
    const report = await verified(settings, progress);
    progress.stop();
    for (const text of settings.json ? reportJson(report) : [...report.chains.map(chainText), trailText(report)]) {
      await standardOutput.write(text);
    }
    return { pass: EXIT.done, attention: EXIT.attention, fail: EXIT.finding }[report.result];
  } catch (error) {
    progress.stop();
    if (error instanceof TrailReadFailure) {
      process.stderr.write(`zero-trust verify-trail: ${failureLine(error, settings)}\n`);
      return EXIT.failed;
    }
    throw error;
  }
}

async function verified(settings: VerifyTrailSettings, progress: Progress): Promise<TrailReport> {
  const { range } = settings;
  const ports: VerificationPorts = {
    objects: s3TrailObjects(trailS3Client(await configuredRegion() ?? 'us-east-1')),
    keys: cloudTrailPublicKeys(),
    content: nodeGzipContent,
    verify: rsaSignature,
    clock: systemClock,
    progress,
  };
  if (mayBeIncomplete(range, systemClock.nowMs())) {
    progress.note('the range ends less than two hours ago: its last digests and logs may still be on their way');
  }
  progress.doing('looking for chains');
  const { trail, chains } = await trailInBucket(settings, ports);
  return verifyTrail(trail, chains, range, ports);
}

function failureLine({ kind, message }: TrailReadFailure, { bucket }: VerifyTrailSettings): string {
  const hint = {
    'credentials': 'sign in first, or pass --profile',
    'denied': `the caller needs s3:ListBucket on arn:aws:s3:::${bucket} and s3:GetObject on its objects, and kms:Decrypt if they are encrypted with a key of your own`,
    'no-bucket': 'check --bucket',
    'throttled': 'try again later',
    'unavailable': 'try again later',
    'archived': 'restore the objects first',
  }[kind];
  return `${message.replace(/\.$/, '')}; ${hint}`;
}
