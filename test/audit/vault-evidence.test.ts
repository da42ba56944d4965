import { AUDIT, MANAGEMENT, PRODUCTION, SANDBOX } from '../support/small-organization';
import { KEY, VAULT, signedIn, vaultWorld } from '../support/vault-world';

const writer = (account: string, path = '/zero-trust/evidence/') => `arn:aws:iam::${account}:role${path}record-elevations`;
const OBJECT = `${VAULT}/evidence/elevation/2026/12/01/e-1/3.json`;

describe('evidence of access that was lent or taken away', () => {
  const { asks } = vaultWorld({ identityAccount: 'sandbox' });

  test.each([OBJECT, `${VAULT}/evidence/provisioning/2026/12/01/leaver.json`])('its functions add %s, and the key encrypts it', (resource) => {
    expect([asks(writer(SANDBOX), 's3:PutObject', resource), asks(writer(SANDBOX), 'kms:GenerateDataKey', KEY)]).toEqual(['allowed', 'allowed']);
  });

  test.each([
    ['s3:GetObject', OBJECT], ['s3:ListBucket', VAULT], ['s3:DeleteObject', OBJECT], ['s3:DeleteObjectVersion', OBJECT], ['s3:PutObjectRetention', OBJECT],
    ['s3:BypassGovernanceRetention', OBJECT], ['s3:PutObject', `${VAULT}/evidence/day.json`], ['s3:PutObject', `${VAULT}/evidence/elevations`],
    ['s3:PutObject', `${VAULT}/okta/x`], ['s3:PutObject', `${VAULT}/AWSLogs/log`], ['kms:Decrypt', KEY],
  ])('they do nothing else: %s on %s is denied', (action, resource) => {
    expect(asks(writer(SANDBOX), action, resource)).toBe('implicitly-denied');
  });

  test.each([
    ['the same role of another account', writer(PRODUCTION)],
    ['another role of that account', writer(SANDBOX, '/zero-trust/elevation/')],
    ['a function of the audit account', writer(AUDIT, '/zero-trust/evidence/')],
    ['a person there', signedIn('Administrator', SANDBOX)],
  ])('%s adds none', (_, principal) => {
    expect([asks(principal, 's3:PutObject', OBJECT), asks(principal, 'kms:GenerateDataKey', KEY)]).toEqual(['implicitly-denied', 'implicitly-denied']);
  });

  test('the key is used through S3 only', () => {
    expect(asks(writer(SANDBOX), 'kms:GenerateDataKey', KEY, { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' })).toBe('implicitly-denied');
  });
});

test('without an account of Identity Center nobody adds such evidence', () => {
  expect(vaultWorld().asks(writer(SANDBOX), 's3:PutObject', OBJECT)).toBe('implicitly-denied');
});

test('where the management account administers Identity Center, its functions add evidence too', () => {
  expect(vaultWorld({ identityAccount: 'management' }).asks(writer(MANAGEMENT), 's3:PutObject', OBJECT)).toBe('allowed');
});

test('an unknown account is refused by its name', () => {
  expect(() => vaultWorld({ identityAccount: 'identitty' })).toThrow(/\[AccountUnknown\].*identitty/);
});
