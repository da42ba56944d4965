import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Detections, SecurityPosture } from '../../src';
import { allDetections } from '../../src/audit/domain/detections/all-detections';
import { AUDIT, smallOrganization } from '../support/small-organization';
import { FACTS } from '../support/trail-events';

const page = (name: string) => readFileSync(join(__dirname, '..', '..', 'docs', `${name}.md`), 'utf8');

test('docs/detections.md has a row for every detection, with what its data says', () => {
  const rows = page('detections').split('\n').filter((line) => line.startsWith('| `')).map((line) => line.slice(2, -2).split(' | '));
  expect(rows).toEqual(allDetections(FACTS).map(({ name, severity, title, unseen, accounts, region, runbook }) =>
    [`\`${name}\``, severity, title, unseen, accounts, region, runbook]));
});

test('bootstrap roles of thirteen deployers are taken, as the page says, and one more is refused', () => {
  const make = (count: number) => () => new Detections(new Stack(new App(), 'Stack', { env: { account: AUDIT, region: 'eu-west-1' } }), 'D', {
    organization: smallOrganization(), auditAccount: 'audit', logArchiveAccount: 'log-archive',
    deployers: Array.from({ length: count }, (_, index) => `arn:aws:iam::${AUDIT}:role/cdk-hnb659fds-cfn-exec-role-${String(index).padStart(12, '0')}-eu-west-1`),
  });
  expect(make(14)).toThrow('DetectionPatternLong');
  expect(make(13)).not.toThrow();
});

test('docs/security-posture.md names the path by which a guardrail lets the functions', () => {
  const scope = new Stack(new App(), 'Stack', { env: { account: AUDIT, region: 'eu-west-1' } });
  const organization = smallOrganization();
  const posture = new SecurityPosture(scope, 'Posture', { organization, auditAccount: 'audit', regions: ['eu-west-1', 'us-east-1'] });
  const claims = posture.node.findAll().flatMap((one: any) => one._claims?.('o-smallorgan') ?? []);
  expect(claims.map(({ action }: any) => action)).toContain('securityhub:EnableSecurityHub');
  expect(new Set(claims.map(({ principal }: any) => principal.replace(/Stack$/, '')))).toEqual(new Set(['arn:aws:iam::<account>:role/zero-trust/posture/']));
  expect(page('security-posture')).toContain('role/zero-trust/posture/*');
});
