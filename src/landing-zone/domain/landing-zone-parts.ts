import type { Answer } from './vault-questions';
import type { EvidenceNames, ProofFacts } from '../../report/domain/report-model';

/** A part of the landing zone, as the construct tree has it. */
export interface Part {
  /** Name of the stack it is deployed with. */
  readonly stack: string;
  /** Account and Region: 'audit (000000000002), eu-west-1'. */
  readonly place: string;
  /** Its resources that matter, by type. */
  readonly resources: readonly EvidenceNames[];
}

/** A proof as far as a promise needs it. */
export type ProofLine = Pick<ProofFacts, 'expected' | 'source' | 'proved' | 'notCovered' | 'undetermined'>;

export interface AlarmPart {
  readonly name: string;
  /** The metric it is over; empty for one over several. */
  readonly metric: string;
  /** Whether it has an action. */
  readonly tells: boolean;
}

/** A part that does something after it was deployed. */
export interface RunningPart extends Part {
  readonly alarms: readonly AlarmPart[];
}

/** A part that runs by state machines. */
export interface MachinePart extends RunningPart {
  readonly machines: readonly string[];
}

export interface CatalogPart extends MachinePart {
  readonly sets: number;
  /** Missing where a state machine makes them. */
  readonly assignments?: number;
}

/** A part whose functions write into these buckets. */
export interface WritingPart extends RunningPart {
  readonly buckets: readonly string[];
}

/** What a guardrail promises. */
export type GuardrailKind = 'allowed-regions' | 'root-user' | 'security-services' | 'audit-tamper' | 'long-lived-credentials' | 'protected-roles' | 'second-factor';

/** A guardrail and the policies that hold its statements, in whichever stack. */
export interface GuardrailPart {
  readonly kind: GuardrailKind;
  readonly name: string;
  /** Names of the places it is attached to. */
  readonly targets: readonly string[];
  readonly exemptions: number;
  readonly policies: readonly Part[];
}

/** Its alarms are over what AWS Config delivers beside it. */
export interface VaultPart extends RunningPart {
  readonly mode: string;
  readonly days: number;
  /** What the policies of bucket and key answer; empty where no trail is there to ask about. */
  readonly answers: readonly Answer[];
}

export interface TrailPart extends Part {
  readonly organizationTrail: boolean;
  readonly multiRegion: boolean;
  readonly logFileValidation: boolean;
}

export interface RecordersPart extends Part {
  readonly stackSets: readonly string[];
  readonly leftOut: readonly { readonly account: string; readonly regions: readonly string[]; readonly by: readonly string[] }[];
}

export interface ViewPart extends RunningPart {
  readonly workGroup: string;
  readonly queries: readonly string[];
  /** Whether somebody may take the role that asks. */
  readonly readable: boolean;
}

export interface PosturePart extends Part {
  readonly region: string;
  readonly services: readonly string[];
  readonly analyzers: readonly string[];
  /** Whether findings of the other Regions come together here. */
  readonly aggregates: boolean;
}

export interface DetectionsPart extends RunningPart {
  readonly detections: readonly string[];
  /** Those of them that watch for what happens in the account where they are. */
  readonly atHome: readonly string[];
  readonly rules: readonly string[];
  readonly topic: string;
  readonly subscribed: boolean;
}

/** What sends events to where detections are: from the management account out of one Region, or from all member accounts. */
export interface ForwardingPart extends RunningPart {
  readonly from: 'management' | 'members';
  readonly regions: readonly string[];
  readonly detections: readonly string[];
}

/** Who holds privileged sets permanently, by the access matrix. */
export interface MatrixFacts {
  readonly assignments: number;
  readonly privilegedSets: number;
  /** Assignments of privileged sets, and how many of them no exception stands behind. */
  readonly privileged: number;
  readonly unexplained: number;
  readonly exceptions: readonly ExceptionFacts[];
}

/** A rule that gives a privileged set permanently. */
export interface ExceptionFacts {
  readonly group: string;
  readonly permissionSet: string;
  readonly accounts: number;
  readonly owner: string;
  readonly expires: string;
}

/** What lends access for a limited time. */
export interface ElevationPart extends MachinePart {
  readonly policies: number;
  /** Names of those that need nobody's consent. */
  readonly withoutConsent: readonly string[];
}

/** Everything that promises are judged by. Each list is empty where the landing zone has no such part. */
export interface LandingZoneParts {
  readonly identityProvider: string;
  readonly allowedRegions: readonly string[];
  readonly homeRegion: string;
  readonly globalRegion: string;
  readonly accountName: (accountId: string) => string;
  readonly proofs: readonly ProofLine[];
  readonly matrix: MatrixFacts;
  readonly assumedPolicies: number;
  /** The ways back that synth writes: the folder in the cloud assembly, and the files in it. Missing where nothing writes them. */
  readonly waysBack?: { readonly folder: string; readonly files: readonly string[] };
  readonly catalogs: readonly CatalogPart[];
  readonly drifts: readonly MachinePart[];
  /** What tells the account of Identity Center that accounts came or moved. */
  readonly accountEvents: readonly RunningPart[];
  readonly elevations: readonly ElevationPart[];
  readonly sessionDenials: readonly RunningPart[];
  /** Names of the policies that open sessions are denied with. */
  readonly denialPolicies: readonly (Part & { readonly policies: readonly string[] })[];
  /** Roles for emergencies that are made here, and in how many accounts. */
  readonly breakGlasses: readonly (RunningPart & { readonly accounts: number })[];
  readonly guardrails: readonly GuardrailPart[];
  readonly vaults: readonly VaultPart[];
  readonly trails: readonly TrailPart[];
  readonly verifications: readonly (MachinePart & WritingPart)[];
  readonly recorders: readonly RecordersPart[];
  readonly aggregators: readonly (Part & { readonly aggregator: string })[];
  readonly oktas: readonly WritingPart[];
  readonly views: readonly ViewPart[];
  readonly snapshots: readonly WritingPart[];
  readonly postures: readonly PosturePart[];
  readonly delegations: readonly Part[];
  readonly detections: readonly DetectionsPart[];
  readonly forwardings: readonly ForwardingPart[];
}
