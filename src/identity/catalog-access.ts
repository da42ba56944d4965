import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccessDrift, type AccessDriftOptions } from './access-drift';
import { AccessRecords } from './access-records';
import type { RuleData } from './domain/access-matrix';
import type { SidePlan } from './domain/catalog-sides';
import { desiredAccess } from './domain/desired-access';
import type { EngineChoice } from './domain/engine-choice';
import { MOST_REMOVALS } from './domain/engine-choice';
import { nativePlan } from './domain/native-plan';
import type { BrakeLimits } from './domain/removal-brake';
import type { GroupDirectory } from './group-directory';
import { NativeAssignments } from './native-assignments';
import { ReconciledAssignments } from './reconciled-assignments';
import type { Organization } from '../organization/organization';

export interface CatalogAccessProps {
  readonly organization: Organization;
  readonly plan: SidePlan;
  readonly rules: readonly RuleData[];
  readonly engine: EngineChoice;
  readonly setArns: Readonly<Record<string, string>>;
  readonly groups: GroupDirectory;
  readonly drift: AccessDriftOptions;
  /** ARNs of sets that are lent to people from an account whose table the check cannot read. */
  readonly lentSetArns: readonly string[];
}

/**
 * Who holds the sets of one side of a catalogue: written down, made by the engine of choice, and read back.
 *
 * What is wanted is written down first, because that is where a deployment that would take away too much is stopped.
 */
export class CatalogAccess extends Construct {
  public readonly records: AccessRecords;
  public readonly drift: AccessDrift;
  public readonly native?: NativeAssignments;
  public readonly reconciled?: ReconciledAssignments;

  public constructor(scope: Construct, id: string, private readonly props: CatalogAccessProps) {
    super(scope, id);
    const { organization, plan, engine, setArns, groups } = props;
    this.records = new AccessRecords(this, 'Records', { organization });
    const desired = desiredAccess({
      organizationId: organization.organizationId,
      managementAccountId: organization.managementAccount.accountId,
      sets: plan.sets.map(({ logicalName }) => logicalName),
      assignments: plan.assignments,
      rules: props.rules,
      directory: organization._directory(),
    });
    const limits = brakeLimits(engine);
    const groupIds = Object.fromEntries(desired.groups.map((group) => [group, groups.groupId(group)]));
    const document = this.records._declare({ desired, setArns, groupIds, limits });
    if (engine.kind === 'native') {
      this.native = new NativeAssignments(this, 'Assignments', {
        instanceArn: organization.identityCenter!.instanceArn,
        plan: nativePlan(plan.assignments, organization._quotas()),
        setArn: resolvedOnce(this, (set) => setArns[set]),
        groupId: resolvedOnce(this, (group) => groups.groupId(group)),
        brake: document,
        handOver: engine.handOver,
      });
    } else {
      this.reconciled = new ReconciledAssignments(this, 'Reconciled', {
        organization, records: this.records, document, limits, ...this.extent(), alarmActions: props.drift.alarmActions,
      });
    }
    this.drift = new AccessDrift(this, 'Drift', { placesTable: this.reconciled?.table, ...props.drift, organization, records: this.records, lentSetArns: [...props.lentSetArns] });
  }

  /** How much there is to make: the time that a first deployment waits hangs on it. */
  private extent(): { assignmentsByAccount: number[]; setsPerAccount: number } {
    const byAccount = new Map<string, number>();
    this.props.plan.assignments.forEach(({ account: { id } }) => byAccount.set(id, (byAccount.get(id) ?? 0) + 1));
    return { assignmentsByAccount: [...byAccount.values()], setsPerAccount: this.props.plan.sets.length };
  }
}

function brakeLimits(engine: EngineChoice): BrakeLimits {
  return engine.kind === 'reconciled'
    ? { most: engine.maxRemovals, advice: 'If it is meant, write `AssignmentEngine.reconciled({ maxRemovals })` with a number that lets it pass, and deploy again.' }
    : { most: MOST_REMOVALS, advice: 'If it is meant, take rules away a few at a time, or take `AssignmentEngine.reconciled()`, which can be told how many may go.' };
}

/** What a token of this stack will read in the template; each is resolved once, however often it is used. */
function resolvedOnce(scope: Construct, token: (name: string) => string): (name: string) => unknown {
  const stack = Stack.of(scope);
  const known = new Map<string, unknown>();
  return (name) => {
    if (!known.has(name)) {
      known.set(name, stack.resolve(token(name)));
    }
    return known.get(name);
  };
}
