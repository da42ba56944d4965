import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Rollout, Stage } from '../../src';
import { landingZone } from '../support/landing-zone';
import { AUDIT, MANAGEMENT, PRODUCTION, SANDBOX } from '../support/small-organization';
import { VAULT } from '../support/vault-world';
import { ALLOWED, deniedBy, underScp } from '../support/verdict';

/** A landing zone that binds every member account, whom its guardrail lets add evidence of access, and whom its vault does. */
function zoneWith(identityAccount?: string) {
  const { app, zone, template } = landingZone({
    identityAccount, rollout: Rollout.stages(['Sandbox', 'Security', 'Workloads'].map((unit) => ({ unit, stage: Stage.enforce({ acknowledgement: 'tried' }) }))),
  });
  const trusted = Object.values<any>(template(zone.logArchiveStack).findResources('AWS::S3::BucketPolicy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement).filter(({ Sid }: any) => Sid === 'EvidenceIsAdded')
    .map(({ Principal, Condition }: any) => [Principal.AWS, Condition.ArnLike['aws:PrincipalArn']]);
  const adds = (account: string) => underScp(zone.auditTamperDeny.content, {
    action: 's3:PutObject', resource: `${VAULT}/evidence/elevation/any`, principal: `arn:aws:iam::${account}:role/zero-trust/evidence/any`,
  });
  return { app, trusted, adds };
}

describe.each<[string, string | undefined, string]>([
  ['the audit account, unless another is given', undefined, AUDIT],
  ['another member account', 'production', PRODUCTION],
])('where Identity Center is administered from %s', (_, identityAccount, account) => {
  const { app, trusted, adds } = zoneWith(identityAccount);

  test('the vault and its guardrail let roles that write evidence there add it, and no others', () => {
    expect([account, SANDBOX].map(adds)).toEqual([ALLOWED, deniedBy('KeepVaultAdditions')]);
    expect(trusted).toEqual([[`arn:aws:iam::${account}:root`, `arn:aws:iam::${account}:role/zero-trust/evidence/*`]]);
  });

  test('it is proved that they can, under all guardrails together', () => {
    const { proofs } = JSON.parse(readFileSync(join(app.synth().directory, 'access-report', 'report.json'), 'utf8'));
    const evidence = proofs.filter(({ claim }: { claim: string }) => claim.startsWith('a function that writes evidence'));
    expect(evidence.map(({ action, proved }: { action: string; proved: string[] }) => [action, proved]))
      .toEqual([['s3:PutObject', [account]], ['s3:PutObject', [account]], ['kms:GenerateDataKey', [account]]]);
  });
});

test('where the management account administers it, the vault lets its roles, and the guardrail, which does not bind them, spares nobody for it', () => {
  const { app, trusted, adds } = zoneWith('management');
  expect(trusted).toEqual([[`arn:aws:iam::${MANAGEMENT}:root`, `arn:aws:iam::${MANAGEMENT}:role/zero-trust/evidence/*`]]);
  expect([AUDIT, PRODUCTION].map(adds)).toEqual(Array(2).fill(deniedBy('KeepVaultAdditions')));
  expect(() => app.synth()).not.toThrow();
});
