import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import { CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import {
  AccessRule, Accounts, ActivityView, AssignmentEngine, ConfigAggregator, ConfigRecorders, Detections, IdentityDirectorySnapshots, type LandingZone,
  MemberDetectionForwarding, MfaEvidence, OktaEvents, PermissionSet, Rollout, SecurityPosture, SecurityPostureDelegation, Stage,
  TrailVerification, WormRetention,
} from '../../src';
import { snapshotWriterStatements } from '../../src/audit/domain/activity/bucket-policies';
import { ATHENA } from '../../src/audit/domain/activity/dialect';
import { savedQueries } from '../../src/audit/domain/activity/saved-queries';
import { evidenceKey } from '../../src/audit/domain/okta-evidence';
import { COMPLETENESS_FOLDER, INDEX_FOLDER } from '../../src/audit/runtime/evidence-writing';
import { AccessDrift } from '../../src/identity/access-drift';
import type { EvidenceFacts, PromiseFacts } from '../../src/report/domain/report-model';
import { GLOBAL, HOME, auditedLandingZone, trustingOrganization } from '../support/audit-beside';
import { landingZone } from '../support/landing-zone';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from '../support/small-organization';

const enforced = Stage.enforce({ acknowledgement: 'tried' });
const everywhere = Rollout.stages([{ unit: '/', stage: enforced }]);
const VAULT = `zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`;
/** Those of the guardrails that leave alone whatever stands beside the landing zone. */
const twoOfThem = Rollout.stages([]).forPolicy('zero-trust-root-deny', everywhere).forPolicy('zero-trust-audit-tamper', everywhere);
type Constructs = abstract new (...args: never) => IConstruct;

/** The report of a synth, with the promises by id. */
function reported(app: App) {
  const { directory } = app.synth();
  const report = JSON.parse(readFileSync(join(directory, 'access-report', 'report.json'), 'utf8'));
  const promises: PromiseFacts[] = report.promises;
  const named = (id: string) => promises.find((promise) => promise.id === id)!;
  const namesOf = (id: string, kind: string) => named(id).shownBy.flatMap(({ names }) => names).filter((one) => one.kind === kind)
    .flatMap(({ names }) => names);
  const rows = (id: string, kind: EvidenceFacts['kind']) => named(id).shownBy.filter((one) => one.kind === kind);
  const template = (stackName: string) => JSON.parse(readFileSync(join(directory, `${stackName}.template.json`), 'utf8'));
  return { directory, report, promises, named, namesOf, rows, template };
}

const bare = landingZone();
const BARE = reported(bare.app);
const audited = auditedLandingZone({ rollout: twoOfThem });
const AUDITED = reported(audited.app);

describe.each<[string, LandingZone, typeof BARE]>([
  ['alone', bare.zone, BARE], ['with an audit account', audited.zone, AUDITED],
])('a landing zone %s', (_, zone, { promises, report, rows, template, directory }) => {
  const has = (type: Constructs) => zone.node.findAll().some((one) => one instanceof type);

  test.each<[string, EvidenceFacts['kind'], RegExp, Constructs]>([
    ['access-model', 'runtime', /compared with the model/, AccessDrift],
    ['trail-untampered', 'runtime', /every day/, TrailVerification],
    ['trail-complete', 'runtime', /every hour, accounts/, TrailVerification],
    ['trail-complete', 'runtime', /events of Okta/, OktaEvents],
    ['trail-complete', 'template', /recorders/, ConfigRecorders],
    ['trail-complete', 'template', /gathered in one account/, ConfigAggregator],
    ['trail-complete', 'evaluation', /making recorders/, ConfigRecorders],
    ['trail-readable', 'template', /one view/, ActivityView],
    ['trail-readable', 'runtime', /every night/, IdentityDirectorySnapshots],
    ['findings-together', 'template', /findings of/, SecurityPosture],
    ['findings-together', 'template', /administers/, SecurityPostureDelegation],
    ['somebody-is-told', 'template', /detections/, Detections],
    ['somebody-is-told', 'evaluation', /sending events/, MemberDetectionForwarding],
  ])('shows of %s by %s %s exactly what it has made', (id, kind, what, type) => {
    expect(rows(id, kind).some((row) => what.test(row.what))).toBe(has(type));
  });

  test('names only resources that stand in its templates, in the stacks that it says', () => {
    const shown = promises.flatMap(({ shownBy }) => shownBy).filter(({ kind, where }) => kind === 'template' && !where.includes('cloud assembly'));
    expect(shown.length).toBeGreaterThanOrEqual(10);
    for (const { where, names } of shown) {
      const { Resources } = template(where.split(' in ')[0]);
      for (const { kind, count, names: ids } of names.filter((one) => one.kind.includes('::'))) {
        expect([where, ...ids.map((id) => Resources[id]?.Type)]).toEqual([where, ...ids.map(() => kind)]);
        expect(Object.values<any>(Resources).filter(({ Type }) => Type === kind).length).toBeGreaterThanOrEqual(count);
      }
    }
  });

  test('counts the very proofs that it lists', () => {
    const counted = promises.flatMap(({ shownBy }) => shownBy.flatMap(({ proofs }) => proofs ?? []));
    expect(counted.length).toBeGreaterThan(5);
    for (const { source, expected, claims, proved } of counted) {
      const own = report.proofs.filter((proof: any) => proof.source === source && proof.expected === expected);
      expect(own).toHaveLength(claims);
      const open = own.flatMap(({ notCovered, undetermined }: any) => [...notCovered, ...undetermined].flatMap(({ accountIds }) => accountIds));
      expect(proved.filter((id) => open.includes(id))).toEqual([]);
      expect(proved.every((id) => own.some((proof: any) => proof.proved.includes(id)))).toBe(true);
    }
  });

  test('names the ways back that synth wrote', () => {
    const [row] = rows('way-back', 'template');
    expect(row.names[0].names).toEqual(readdirSync(join(directory, 'rollback')).filter((file) => file.endsWith('.md')).sort());
    expect(row.where).toBe('rollback/ of the cloud assembly');
  });
});

describe('evidence after deployment', () => {
  const { namesOf, named, rows } = AUDITED;

  test('stands where the functions write it', () => {
    const [{ Resource }] = snapshotWriterStatements({ partition: 'aws', bucketArn: 'arn:aws:s3:::people', identityAccountId: AUDIT, rolePath: '/' }).filter(({ Action }) => Action === 's3:PutObject');
    expect(namesOf('trail-untampered', 'objects')).toEqual([`${VAULT}/${INDEX_FOLDER}`]);
    expect(namesOf('trail-complete', 'objects')).toEqual([`${VAULT}/${COMPLETENESS_FOLDER}`, `${VAULT}/evidence/okta/`]);
    expect(evidenceKey('evidence/', 0)).toMatch(/^evidence\/okta\//);
    expect(namesOf('trail-readable', 'objects')).toEqual([`zero-trust-activity-${AUDIT}-eu-west-1/evidence/identities/`]);
    expect(Resource).toContain('arn:aws:s3:::people/evidence/identities/*');
  });

  test('of the daily and of the hourly check has the alarms over its own metrics', () => {
    const over = (id: string, what: RegExp) => rows(id, 'runtime').find((row) => what.test(row.what))!.names.find(({ kind }) => kind === 'alarm')!.names
      .map((name) => name.split('-')[3]).sort();
    expect(over('trail-untampered', /every day/)).toEqual(['failed', 'integrityruns', 'invalidobjects', 'missingobjects', 'unverifiable']);
    expect(over('trail-complete', /every hour, accounts/)).toEqual(['completenesschecks', 'latechains', 'uncheckedchains']);
  });

  test('has the names of saved queries, detections, analyzers and state machines', () => {
    expect(namesOf('trail-readable', 'saved query').sort()).toEqual(savedQueries(ATHENA).map(({ name }) => name).sort());
    expect(namesOf('root-user', 'detection')).toEqual(['root-activity', 'root-session']);
    expect(namesOf('findings-together', 'analyzer')).toEqual(['zero-trust-external-access', 'zero-trust-unused-access', 'zero-trust-external-access']);
    expect(namesOf('trail-untampered', 'state machine')).toEqual([expect.stringMatching(/^zero-trust-trail-verification-/)]);
    expect(named('guardrails-stay').shownBy).toHaveLength(1);
  });
});

describe('limits', () => {
  const { named } = AUDITED;

  test('alarms without an action and a topic without a subscription are said, until somebody hears of them', () => {
    expect(named('somebody-is-told').limits).toContainEqual(expect.stringMatching(/^Nobody is subscribed to the topic zero-trust-detections-/));
    expect(named('somebody-is-told').limits).toContainEqual(expect.stringContaining('(events that could not be sent are kept in a queue) tells nobody'));
    // those of the audit account tell its topic.
    expect(named('trail-untampered').limits.filter((limit) => /tells? nobody/.test(limit))).toEqual([]);
    const { app, zone } = auditedLandingZone({ auditAlarmActions: [`arn:aws:sns:eu-west-1:${AUDIT}:on-call`] }, { told: true });
    zone.audit.detectionForwarding.forEach(({ alarm }) => { alarm.alarmActions = [`arn:aws:sns:eu-west-1:${MANAGEMENT}:on-call`]; });
    const [detections] = zone.node.findAll().filter((one): one is Detections => one instanceof Detections);
    new CfnSubscription(Stack.of(detections), 'Somebody', { topicArn: detections.topic.ref, protocol: 'email', endpoint: 'secops@small.example' });
    const heard = reported(app);
    expect(heard.named('somebody-is-told').limits).toEqual([]);
    expect(heard.named('trail-untampered').limits.filter((limit) => /tells? nobody/.test(limit))).toEqual([]);
  });

  test.each([['by its name', (topic: string) => `arn:aws:sns:eu-west-1:${AUDIT}:${topic}`, 0], ['of another name', () => `arn:aws:sns:eu-west-1:${AUDIT}:other`, 1]])(
    'a subscription to a topic %s from another stack is taken for what it is', (_, arnOf, limits) => {
      const { app, zone } = auditedLandingZone();
      const [detections] = zone.node.findAll().filter((one): one is Detections => one instanceof Detections);
      new CfnSubscription(new Stack(app, 'Elsewhere'), 'Somebody', { topicArn: arnOf(detections.topic.topicName!), protocol: 'email', endpoint: 'secops@small.example' });
      expect(reported(app).named('somebody-is-told').limits.filter((limit) => limit.includes('subscribed'))).toHaveLength(limits);
    });

  test('an account in which AWS Config does not record, by whom', () => {
    const organization = trustingOrganization((snapshot) => snapshot.Policies.push(scp('p-foreign00', 'no-config', [SANDBOX_UNIT], {
      content: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'config:PutConfigurationRecorder', Resource: '*' } }),
    })));
    const { app } = auditedLandingZone({ organization });
    expect(reported(app).named('trail-complete').limits).toContain(`AWS Config does not record sandbox in ${HOME}, ${GLOBAL}: no-config denies it.`);
  });

  test('the management account, which no guardrail binds, and accounts whose stage is an earlier one', () => {
    expect(BARE.named('root-user').limits).toEqual([
      'Not proved for audit, log-archive, production (zero-trust-root-deny): not attached: the rollout names no place above it.',
      'Not proved for management (zero-trust-root-deny): the management account is not bound.',
    ]);
    expect(named('root-user').limits).toEqual(['Not proved for management (zero-trust-root-deny): the management account is not bound.']);
  });

  test('a guardrail that is attached to nothing it is about shows nothing', () => {
    expect(BARE.rows('trail-untampered', 'template').map(({ what }) => what)).not.toContainEqual(expect.stringContaining('audit-tamper'));
    expect(AUDITED.rows('trail-untampered', 'template').map(({ what }) => what)).toContain('zero-trust-audit-tamper, attached to Root');
  });
});

describe('access', () => {
  test('a privileged set that somebody holds by an exception is counted and named', () => {
    const standing = { reason: 'on call', owner: 'secops', expires: '2027-01-01' };
    const access: AccessRule[] = [{ group: 'admins', permissionSet: 'Administrator', accounts: Accounts.named('sandbox'), standing }];
    const { app } = landingZone({ permissionSets: [PermissionSet.administrator()], access });
    const { rows, named } = reported(app);
    expect(rows('no-standing-privilege', 'evaluation').map(({ what }) => what)).toEqual(['1 assignment, 1 of 1 privileged set, each by a standing exception']);
    expect(named('no-standing-privilege').limits).toContain('admins holds Administrator permanently in 1 account until 2027-01-01 (owner: secops).');
  });

  test('assignments that a state machine makes are not counted as nested stacks', () => {
    const { rows } = reported(landingZone({ assignments: AssignmentEngine.reconciled() }).app);
    const [identity] = rows('access-model', 'template').filter(({ where }) => where.includes(AUDIT));
    expect(identity.what).toBe('1 permission set, and the run that makes assignments');
    expect(identity.names.map(({ kind }) => kind)).toEqual(['AWS::SSO::PermissionSet', 'Custom::AccessReconciliation']);
  });

  test('MFA evidence that is attached nowhere shows nothing, enforced it is proved', () => {
    const shown = (mfaEvidence: MfaEvidence) => reported(landingZone({ mfaEvidence, breakGlassRoles: ['arn:aws:iam::*:role/break-glass'] }).app);
    expect(shown(MfaEvidence.report()).named('second-factor').shownBy).toEqual([]);
    const { rows, named } = shown(MfaEvidence.enforce({ rollout: Rollout.stages([{ unit: 'Sandbox', stage: enforced }]) }));
    expect(rows('second-factor', 'evaluation').map(({ proofs }) => proofs!.proved)).toEqual([[SANDBOX]]);
    expect(named('second-factor').limits).toContainEqual(expect.stringContaining('AWS checks nothing'));
    expect(rows('way-back', 'evaluation').map(({ proofs }) => proofs!.source)).toEqual(['break glass']);
  });
});

test('the lock of the vault is that of the landing zone', () => {
  const { rows, named } = reported(landingZone({ retention: WormRetention.compliance(7, { acknowledgement: 'agreed' }) }).app);
  expect(rows('trail-untampered', 'template')[0].what).toBe('the vault, locked for 2,557 days in COMPLIANCE mode, and its key');
  expect(named('trail-untampered').limits.filter((limit) => limit.includes('GOVERNANCE'))).toEqual([]);
});

describe('the policies of the vault', () => {
  test('are asked about the trail of the landing zone', () => {
    expect(BARE.namesOf('trail-untampered', 'question')).toEqual(expect.arrayContaining(['this trail delivers', 'another trail of the management account does not deliver', 'an outsider does not decrypt']));
  });

  test.each([
    ['any trail of the account may deliver', 'TrailDelivers', { 'aws:SourceArn': undefined }, ['another trail of the management account does not deliver', 'a trail of the same name in another account does not deliver']],
    ['no trail may deliver', 'TrailDelivers', { 'aws:SourceArn': 'arn:aws:cloudtrail:eu-west-1:000000000001:trail/none' }, ['this trail delivers']],
  ])('of which %s show nothing, and say what is wrong', (_, sid, change, wrong) => {
    const { app, zone } = landingZone();
    const policies = zone.auditVault.node.findAll().filter((one): one is CfnBucketPolicy => one instanceof CfnBucketPolicy);
    const [statement] = policies.flatMap(({ policyDocument }) => policyDocument.Statement).filter(({ Sid }) => Sid === sid);
    Object.assign(statement.Condition.StringEquals, change);
    const { named, namesOf } = reported(app);
    expect(namesOf('trail-untampered', 'question')).toEqual([]);
    expect(named('trail-untampered').limits.filter((limit) => limit.startsWith('The policies of the vault')))
      .toEqual(wrong.map((question) => `The policies of the vault answer otherwise than they must: ${question}.`));
  });

  test('of which the key is open to everybody, too', () => {
    const { app, zone } = landingZone();
    zone.auditVault.key.keyPolicy.Statement.push({ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' });
    expect(reported(app).named('trail-untampered').limits).toContain('The policies of the vault answer otherwise than they must: an outsider does not decrypt.');
  });
});

test('where policies are deployed already, nothing has to be taken back', () => {
  const before = reported(landingZone().app);
  const policies = Object.values<any>(before.template('ZoneManagementA35BAF2F').Resources).filter(({ Type }) => Type === 'AWS::Organizations::Policy');
  const organization = smallOrganization((snapshot) => policies.forEach(({ Properties: { Name, Content, Description, TargetIds } }, index) => {
    const policy = scp(`p-deployed${index}`, Name, TargetIds, { content: JSON.stringify(Content) });
    snapshot.Policies.push({ ...policy, PolicySummary: { ...policy.PolicySummary, Description } });
  }));
  const after = reported(landingZone({ organization }).app);
  expect(after.rows('way-back', 'template').map(({ what }) => what)).toEqual(['this deployment changes no policy, so nothing has to be taken back']);
  expect(readdirSync(after.directory)).not.toContain('rollback');
});
