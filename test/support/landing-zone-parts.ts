import type { GuardrailKind, GuardrailPart, LandingZoneParts, Part, ProofLine } from '../../src/landing-zone/domain/landing-zone-parts';

/** An organization of a management account '1' and members '2' and '3', in which nothing was made. */
export function noParts(change: Partial<LandingZoneParts> = {}): LandingZoneParts {
  return {
    identityProvider: 'Okta', allowedRegions: ['eu-west-1'], homeRegion: 'eu-west-1', globalRegion: 'us-east-1',
    accountName: (id) => ({ 1: 'management', 2: 'audit', 3: 'sandbox' })[id] ?? id,
    proofs: [], assumedPolicies: 0,
    matrix: { assignments: 0, privilegedSets: 0, privileged: 0, unexplained: 0, exceptions: [] },
    catalogs: [], drifts: [], accountEvents: [], elevations: [], sessionDenials: [], denialPolicies: [], breakGlasses: [],
    guardrails: [], vaults: [], trails: [], verifications: [], recorders: [], aggregators: [],
    oktas: [], views: [], snapshots: [], postures: [], delegations: [], detections: [], forwardings: [],
    ...change,
  };
}

const part = (type: string): Part => ({ stack: 'Stack', place: 'audit (2), eu-west-1', resources: [{ kind: type, count: 1, names: ['Id'] }] });
const running = (type: string, metrics: readonly string[] = ['']) => ({
  ...part(type), alarms: metrics.map((metric) => ({ name: `alarm-${metric.toLowerCase()}`, metric, tells: true })),
});

export function guardrail(kind: GuardrailKind, change: Partial<GuardrailPart> = {}): GuardrailPart {
  return { kind, name: `deny-${kind}`, targets: ['Sandbox'], exemptions: 0, policies: [part('AWS::Organizations::Policy')], ...change };
}

/** A claim that is proved for all members unless it is said otherwise. */
export function proof(source: string, change: Partial<ProofLine> = {}): ProofLine {
  return { source, expected: 'denied', proved: ['2', '3'], notCovered: [], undetermined: [], ...change };
}

const SENT = ['root-activity', 'root-session', 'long-lived-credentials', 'trail-tampering', 'vault-tampering', 'forwarding-tampering', 'organization-policies',
  'organization-changes', 'access-changes', 'identity-center-configuration'];
const AT_HOME = ['trail-findings', 'trail-gaps', 'detections-tampering', 'okta-stream-off'];
const DETECTIONS = [...SENT, ...AT_HOME];
const KINDS: readonly GuardrailKind[] = [
  'allowed-regions', 'root-user', 'security-services', 'audit-tamper', 'long-lived-credentials', 'protected-roles', 'second-factor',
];

/** The same organization, in which everything was made and somebody hears of everything. */
export function allParts(change: Partial<LandingZoneParts> = {}): LandingZoneParts {
  const allowed = ['Identity Center', 'break glass', 'audit trail', 'AWS Config', 'trail verification', 'activity view', 'detections'];
  return noParts({
    proofs: [...KINDS.map((kind) => proof(`deny-${kind}`)), ...allowed.map((source) => proof(source, { expected: 'allowed' }))],
    matrix: { assignments: 9, privilegedSets: 1, privileged: 0, unexplained: 0, exceptions: [] },
    waysBack: { folder: 'rollback', files: ['deny-root-user.md'] },
    catalogs: [{ ...running('AWS::SSO::PermissionSet'), sets: 2, machines: ['reconciled-access'] }],
    accountEvents: [running('AWS::Events::Rule')],
    elevations: [{ ...running('AWS::DynamoDB::Table'), machines: ['elevation'], policies: 2, withoutConsent: [] }],
    sessionDenials: [running('AWS::DynamoDB::Table')],
    denialPolicies: [{ ...part('Custom::SessionDenialPolicies'), policies: ['session-denial-1', 'session-denial-2'] }],
    breakGlasses: [{ ...running('AWS::CloudFormation::StackSet'), accounts: 2 }],
    drifts: [{ ...running('AWS::StepFunctions::StateMachine'), machines: ['access-drift'] }],
    guardrails: KINDS.map((kind) => guardrail(kind)),
    vaults: [{ ...running('AWS::S3::Bucket', ['OperationsFailedReplication']), mode: 'COMPLIANCE', days: 2557, answers: [{ question: 'an outsider does not read', holds: true }] }],
    trails: [{ ...part('AWS::CloudTrail::Trail'), organizationTrail: true, multiRegion: true, logFileValidation: true }],
    verifications: [{ ...running('', ['InvalidObjects', 'IntegrityRuns', 'LateChains', 'CompletenessChecks', '']), machines: ['verification'], buckets: ['vault'] }],
    recorders: [{ ...part('AWS::CloudFormation::StackSet'), stackSets: ['recorders'], leftOut: [] }],
    aggregators: [{ ...part('AWS::Config::ConfigurationAggregator'), aggregator: 'all-of-it' }],
    oktas: [{ ...running('AWS::Events::EventBus'), buckets: ['vault'] }],
    views: [{ ...running('AWS::Glue::Table'), workGroup: 'audit', queries: ['one_person'], readable: true }],
    snapshots: [{ ...running(''), buckets: ['people'] }],
    postures: [{ ...part('AWS::AccessAnalyzer::Analyzer'), region: 'eu-west-1', services: ['GuardDuty'], analyzers: ['external'], aggregates: true }],
    delegations: [part('Custom::SecurityAdministrators')],
    detections: [{ ...running('AWS::SNS::Topic'), detections: DETECTIONS, atHome: AT_HOME, rules: ['rule'], topic: 'told', subscribed: true }],
    forwardings: [
      { ...running('AWS::Events::Rule'), from: 'management', regions: ['eu-west-1', 'us-east-1'], detections: SENT },
      { ...running('AWS::CloudFormation::StackSet', []), from: 'members', regions: ['eu-west-1', 'us-east-1'], detections: SENT },
    ],
    ...change,
  });
}
