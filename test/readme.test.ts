import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Accounts, PermissionSet } from '../src';
import { landingZone } from './support/landing-zone';
import { refusal } from './support/messages';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

test('the error that the README shows is the one that a person gets', () => {
  const message = refusal(() => landingZone({
    allowedRegions: ['eu-west-1', 'eu-wset-3'],
    permissionSets: [PermissionSet.administrator()],
    access: [{ group: 'aws-admins', permissionSet: 'Administrator', accounts: Accounts.all() }],
  }));
  const [, shown] = /```\nValidationError: ([^]*?)```/.exec(README)!;
  expect(message.replace(/at: Zone/g, 'at: LandingZone')).toBe(shown.trimEnd());
});
