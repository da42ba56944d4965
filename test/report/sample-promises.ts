import { ACCOUNTS, MANAGEMENT } from './sample-organization';
import type { EvidenceFacts, PromiseFacts } from '../../src/report/domain/report-model';

const MEMBERS = ACCOUNTS.map(({ id }) => id).filter((id) => id !== MANAGEMENT);

export const TEMPLATE: EvidenceFacts = {
  kind: 'template',
  what: 'the vault, locked for 2,557 days in COMPLIANCE mode, and its key',
  where: 'LandingZone-LogArchive in log-archive (617356972744), eu-west-3',
  names: [{ kind: 'AWS::KMS::Key', count: 1, names: ['AuditVaultKey21F57FF2'] }, { kind: 'AWS::S3::Bucket', count: 1, names: ['AuditVault306E221A'] }],
};

export const EVALUATION: EvidenceFacts = {
  kind: 'evaluation',
  what: 'changing the vault, its key and what is locked is denied: 20 claims',
  where: 'Proofs: DenyTampering',
  names: [],
  proofs: { source: 'DenyTampering', expected: 'denied', claims: 20, proved: MEMBERS.slice(0, 8), partly: MEMBERS.slice(8, 9), notCovered: [MANAGEMENT, ...MEMBERS.slice(9, 10)], undetermined: MEMBERS.slice(10) },
};

export const RUNTIME: EvidenceFacts = {
  kind: 'runtime',
  what: 'every day, all digests and logs of the day before are verified',
  where: 'audit (011958012252), eu-west-3',
  names: [
    { kind: 'objects', count: 1, names: ['zero-trust-trail-617356972744-eu-west-3/evidence/integrity/'] },
    { kind: 'alarm', count: 5, names: ['trail-invalidobjects', 'trail-missingobjects', 'trail-unverifiable', 'trail-integrityruns', 'trail-failed'] },
  ],
};

/** One that everything shows, one that only a template shows, one that nothing shows. */
export const PROMISES: readonly PromiseFacts[] = [
  {
    id: 'trail-untampered',
    promise: 'What the audit trail has recorded cannot be changed or taken away, and if it were, it would show.',
    shownBy: [TEMPLATE, EVALUATION, RUNTIME],
    limits: ['Not proved for fin-management (DenyTampering): the management account is not bound.'],
  },
  {
    id: 'access-model',
    promise: 'One model says who holds which permission set in which account.',
    shownBy: [{ ...TEMPLATE, what: '6 permission sets', names: [{ kind: 'AWS::CloudFormation::Stack', count: 12, names: [] }] }],
    limits: [],
  },
  {
    id: 'second-factor',
    promise: 'Behind every session of a person stands a second factor.',
    shownBy: [],
    limits: ['It can be asked for only where people sign in (Okta).'],
  },
];
