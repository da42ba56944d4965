import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { GLOBAL, HOME, auditedLandingZone, reported } from './promise-world';
import {
  AccessRule, Accounts, ActivityView, AssignmentEngine, ConfigAggregator, ConfigRecorders, Detections, IdentityDirectorySnapshots, type LandingZone,
  MemberDetectionForwarding, MfaEvidence, OktaEvents, PermissionSet, Rollout, SecurityPosture, SecurityPostureDelegation, Stage,
  TrailVerification, WormRetention,
} from '../../src';
import { ActivityReader } from '../../src/audit/activity-reader';
import { AccessDrift } from '../../src/identity/access-drift';
import type { EvidenceFacts, PromiseFacts } from '../../src/report/domain/report-model';
import { landingZone } from '../support/landing-zone';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from '../support/small-organization';

const enforced = Stage.enforce({ acknowledgement: 'tried' });
const everywhere = Rollout.stages([{ unit: '/', stage: enforced }]);
type Constructs = abstract new (...args: never) => IConstruct;

const bare = landingZone();
const BARE = reported(bare.app);
const audited = auditedLandingZone({ rollout: everywhere, allowedRegions: [HOME, GLOBAL] });
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
    ['trail-readable', 'evaluation', /taking the role/, ActivityReader],
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

  test('names the ways back that synth writes', () => {
    const [row] = rows('way-back', 'template');
    expect(row.names[0].names).toEqual(readdirSync(join(directory, 'rollback')).filter((file) => file.endsWith('.md')).sort());
    expect(row.where).toBe('rollback/ of the cloud assembly');
  });
});

describe('limits', () => {
  const { named } = AUDITED;

  test('alarms without an action and a topic without a subscription are said, until somebody hears of them', () => {
    expect(named('somebody-is-told').limits).toContainEqual(expect.stringMatching(/^Nobody is subscribed to the topic zero-trust-detections-/));
    expect(named('somebody-is-told').limits).toContainEqual(expect.stringContaining('(events that could not be sent are kept in a queue) tells nobody'));
    // those of the audit account tell its topic.
    expect(named('trail-untampered').limits.filter((limit) => /tells? nobody/.test(limit))).toEqual([]);
    const { app, zone } = auditedLandingZone({ auditAlarmActions: [`arn:aws:sns:eu-west-1:${AUDIT}:on-call`] });
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
    const organization = smallOrganization((snapshot) => snapshot.Policies.push(scp('p-foreign00', 'no-config', [SANDBOX_UNIT], {
      content: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'config:PutConfigurationRecorder', Resource: '*' } }),
    })));
    const { app } = auditedLandingZone({ organization });
    expect(reported(app).named('trail-complete').limits).toContain(`AWS Config does not record sandbox in ${HOME}, ${GLOBAL}: no-config denies it.`);
  });

  test('the management account, which no guardrail binds, and accounts whose stage is an earlier one', () => {
    const unproved = ({ limits }: PromiseFacts) => limits.filter((limit) => limit.startsWith('Not proved'));
    expect(unproved(BARE.named('root-user'))).toEqual([
      'Not proved for audit, log-archive, production (zero-trust-root-deny): not attached: the rollout names no place above it.',
      'Not proved for management (zero-trust-root-deny): the management account is not bound.',
    ]);
    expect(unproved(named('root-user'))).toEqual(['Not proved for management (zero-trust-root-deny): the management account is not bound.']);
  });

  test('a guardrail that is attached to nothing it is about shows nothing', () => {
    expect(BARE.rows('trail-untampered', 'template').map(({ what }) => what)).not.toContainEqual(expect.stringContaining('audit-tamper'));
    expect(AUDITED.rows('trail-untampered', 'template').map(({ what }) => what)).toContain('zero-trust-audit-tamper, attached to Root');
  });

  test('a Region where work is allowed and which an account has to switch on: nothing sends from there', () => {
    const limit = (allowedRegions: string[]) => reported(landingZone({ allowedRegions }).app).named('somebody-is-told').limits.filter((one) => one.startsWith('No events'));
    expect(limit([HOME, 'eu-south-1'])).toEqual(['No events are sent from eu-south-1, where work is allowed: what root and break-glass roles do there is not told.']);
    expect(limit([HOME, 'eu-west-3'])).toEqual([]);
  });

  test('the alarm over copies of what AWS Config delivers, which has no action', () => {
    expect(BARE.named('trail-complete').limits).toContain(
      `In log-archive (${LOG_ARCHIVE}), ${HOME}, 1 of 1 alarm (what AWS Config delivers is copied into the vault) tells nobody: no action is given.`);
  });

  test('alarms of the reconciler and of events about accounts that tell nobody, each in its place', () => {
    const { limits } = reported(landingZone({ assignments: AssignmentEngine.reconciled() }).app).named('access-model');
    expect(limits).toContain(`In audit (${AUDIT}), ${HOME}, 2 of 2 alarms (assignments are made by runs) tell nobody: no action is given.`);
    expect(limits).toContain(`In management (${MANAGEMENT}), ${GLOBAL}, 1 of 1 alarm (events about accounts that could not be sent are kept in a queue) tells nobody: no action is given.`);
    expect(BARE.named('access-model').limits.filter((limit) => /made by runs/.test(limit))).toEqual([]);
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
