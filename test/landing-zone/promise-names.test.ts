import { readdirSync } from 'node:fs';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { GLOBAL, HOME, auditedLandingZone, reported } from './promise-world';
import { AssignmentEngine, Rollout, Stage, TrailVerification } from '../../src';
import { snapshotWriterStatements } from '../../src/audit/domain/activity/bucket-policies';
import { ATHENA } from '../../src/audit/domain/activity/dialect';
import { savedQueries } from '../../src/audit/domain/activity/saved-queries';
import { allDetections } from '../../src/audit/domain/detections/all-detections';
import type { DetectionFacts } from '../../src/audit/domain/detections/detection';
import { evidenceKey } from '../../src/audit/domain/okta-evidence';
import { COMPLETENESS_FOLDER, INDEX_FOLDER } from '../../src/audit/runtime/evidence-writing';
import { PROMISED_DETECTIONS } from '../../src/landing-zone/domain/promised-detections';
import { ARRIVALS } from '../../src/landing-zone/domain/trail-promises';
import { AUDIT, LOG_ARCHIVE } from '../support/small-organization';

const VAULT = `zero-trust-trail-vault-${LOG_ARCHIVE}-eu-west-1`;

/** No organization: which detections there are does not hang on it. */
const NOBODY: DetectionFacts = {
  partition: 'aws', managementAccountId: '', identityAccountId: '', logArchiveAccountId: '', vaultBucket: '', accessLogBucket: '', trailName: '', assigners: [],
  breakGlassRoles: [], okta: false, auditAccountId: '', landingBucket: '', detectionBus: '', forwardingStackSet: '', topicArnPrefix: '', rulePrefixes: ['own-'],
};

const audited = auditedLandingZone({ rollout: Rollout.stages([{ unit: '/', stage: Stage.enforce({ acknowledgement: 'tried' }) }]), allowedRegions: [HOME, GLOBAL] });
const AUDITED = reported(audited.app);

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

describe('names that others gave', () => {
  const { promises, named, template } = AUDITED;
  const objects = promises.flatMap(({ shownBy }) => shownBy.flatMap(({ names }) => names)).filter(({ kind }) => kind === 'objects').flatMap(({ names }) => names);
  const resources = readdirSync(AUDITED.directory).filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => Object.values<any>(template(file.replace('.template.json', '')).Resources));

  test('of detections are of detections that there are', () => {
    const names = allDetections({ ...NOBODY, okta: true }).map(({ name }) => name);
    expect(Object.values(PROMISED_DETECTIONS).flat().filter((name) => !names.includes(name))).toEqual([]);
    // and are told, each of them.
    expect(Object.keys(PROMISED_DETECTIONS).map((id) => named(id).shownBy.flatMap((one) => one.names).filter(({ kind }) => kind === 'detection').flatMap((one) => one.names)))
      .toEqual(Object.values(PROMISED_DETECTIONS));
  });

  test('of metrics are of metrics that alarms are over', () => {
    const [verification] = audited.zone.node.findAll().filter((one): one is TrailVerification => one instanceof TrailVerification);
    const metrics = verification.alarms.map(({ metricName }) => metricName);
    expect(ARRIVALS.filter((metric) => !metrics.includes(metric))).toEqual([]);
  });

  test('of objects are in buckets that functions are told of, below a prefix that their roles may put to', () => {
    const told = new Set(resources.filter(({ Type }) => Type === 'AWS::Lambda::Function').flatMap(({ Properties }) => Object.values(Properties.Environment?.Variables ?? {})));
    const documents = resources.filter(({ Type }) => Type === 'AWS::IAM::Role').flatMap(({ Properties }) => Properties.Policies ?? []).map((policy: any) => policy.PolicyDocument);
    const puttable = new Set(documents.flatMap(({ Statement }) => Statement).filter(({ Action }) => [Action].flat().includes('s3:PutObject')).flatMap(({ Resource }) => [Resource].flat()));
    expect(objects.length).toBeGreaterThanOrEqual(4);
    expect(objects.filter((name) => !told.has(name.split('/')[0]))).toEqual([]);
    expect(objects.filter((name) => !puttable.has(`arn:aws:s3:::${name}*`))).toEqual([]);
  });

  test('what comes by itself is what happens in the audit account', () => {
    const { app, zone } = auditedLandingZone();
    [...zone.audit.detectionForwarding, zone.audit.memberDetectionForwarding].forEach((one) => one.names.splice(0));
    expect(reported(app).namesOf('somebody-is-told', 'detection')).toEqual(['trail-findings', 'trail-gaps', 'detections-tampering', 'okta-stream-off']);
  });
});

test('every alarm of a landing zone stands in its report', () => {
  const { app, zone } = auditedLandingZone({ assignments: AssignmentEngine.reconciled() });
  const alarms = zone.node.findAll().filter((one): one is CfnAlarm => one instanceof CfnAlarm).map(({ alarmName }) => alarmName!).sort();
  const told = reported(app).promises.flatMap(({ shownBy }) => shownBy.flatMap(({ names }) => names)).filter(({ kind }) => kind === 'alarm').flatMap(({ names }) => names);
  expect(alarms.length).toBeGreaterThan(15);
  expect([...new Set(told)].sort()).toEqual(alarms);
});
