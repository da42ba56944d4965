export interface ReconciliationStatesProps {
  /** ARNs of functions. */
  readonly lock: string;
  readonly plan: string;
  readonly reconcile: string;
  readonly finish: string;
  readonly bucketName: string;
  /** Accounts worked on at once, which is operations under way at once. */
  readonly inFlight: number;
}

/** A step is done again from where it began; none does harm twice. */
const RETRY = { ErrorEquals: ['States.TaskFailed', 'States.Timeout'], IntervalSeconds: 5, MaxAttempts: 4, BackoffRate: 2, MaxDelaySeconds: 60, JitterStrategy: 'FULL' };

/** Whoever finds the lock taken asks again, for a day. */
const BUSY = { ErrorEquals: ['Busy'], IntervalSeconds: 20, MaxAttempts: 4_320, BackoffRate: 1 };

/** Asking again does not change these. */
const FINAL = { ErrorEquals: ['RemovalsRefused', 'Superseded'], MaxAttempts: 0 };

/**
 * One run of the reconciler as a state machine.
 *
 * ```
 * Lock ─▶ Plan ─▶ each account, ten at once: Reconcile ⟲ ─▶ Finish ─▶ Unlock ─▶ Converged | Failed
 * ```
 * Whatever happens between the two, Unlock is reached. An account that fails stops no other one: its failure is written down, and Finish tells it.
 *
 * @see https://states-language.net/spec.html
 */
export function reconciliationStates({ lock, plan, reconcile, finish, bucketName, inFlight }: ReconciliationStatesProps): object {
  const run = { 'run.$': '$$.Execution.Name' };
  const stopped = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.stopped', Next: 'FinishStopped' }];
  const holding = (action: string) => ({ action, 'owner.$': '$$.Execution.Id' });
  const failed = (Parameters: object) => ({ Type: 'Pass', Parameters, ResultPath: '$.ending', Next: 'Unlock' });
  return {
    Comment: 'Makes who holds what in Identity Center what the last deployment declared.',
    StartAt: 'Lock',
    TimeoutSeconds: 2 * 86_400,
    States: {
      Lock: task(lock, holding('take'), 'Plan', { ResultPath: null, Retry: [BUSY, RETRY] }),
      Plan: task(plan, { ...run, 'request.$': '$$.Execution.Input' }, 'WhetherAny', { ResultPath: '$.plan', Retry: [FINAL, RETRY], Catch: stopped }),
      WhetherAny: { Type: 'Choice', Choices: [{ Variable: '$.plan.accounts', NumericGreaterThan: 0, Next: 'EachAccount' }], Default: 'Finish' },
      EachAccount: {
        Type: 'Map',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'JSON' },
          Parameters: { 'Bucket': bucketName, 'Key.$': "States.Format('runs/{}/accounts.json', $$.Execution.Name)" },
        },
        ItemSelector: { 'accountId.$': '$$.Map.Item.Value.accountId', ...run, 'version.$': '$.plan.version', 'recheck.$': '$.plan.recheck', 'rollingBack.$': '$.plan.rollingBack' },
        MaxConcurrency: inFlight,
        // more than there can be accounts: none of them stops the others.
        ToleratedFailureCount: 1_000_000,
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...oneAccount(reconcile) },
        ResultPath: null,
        Catch: stopped,
        Next: 'Finish',
      },
      Finish: task(finish, { ...run, 'plan.$': '$.plan' }, 'Unlock', { ResultPath: '$.ending', Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.stopped', Next: 'EndUnknown' }] }),
      FinishStopped: task(finish, { ...run, 'stopped.$': '$.stopped' }, 'Unlock', {
        ResultPath: '$.ending', Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.finishing', Next: 'EndUnknown' }],
      }),
      EndUnknown: failed({ 'failed': true, 'error.$': '$.stopped.Error', 'cause.$': '$.stopped.Cause' }),
      Unlock: task(lock, holding('release'), 'Ending', { ResultPath: null, Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.unlocking', Next: 'Ending' }] }),
      Ending: { Type: 'Choice', Choices: [{ Variable: '$.ending.failed', BooleanEquals: true, Next: 'Failed' }], Default: 'Converged' },
      Converged: { Type: 'Succeed', OutputPath: '$.plan' },
      Failed: { Type: 'Fail', ErrorPath: '$.ending.error', CausePath: '$.ending.cause' },
    },
  };
}

/** Again until it is done; what cannot be done is noted, so that it is no failure of the map, which would keep it to itself. */
function oneAccount(reconcile: string): object {
  return {
    StartAt: 'Reconcile',
    States: {
      Reconcile: task(reconcile, {
        'accountId.$': '$.accountId', 'run.$': '$.run', 'version.$': '$.version', 'recheck.$': '$.recheck', 'rollingBack.$': '$.rollingBack',
      }, 'WhetherDone', {
        ResultPath: '$.progress', Retry: [FINAL, RETRY], Catch: [
          // nothing is noted: the account may be a later run's by now, and Finish sees for itself.
          { ErrorEquals: ['Superseded'], ResultPath: null, Next: 'Done' },
          { ErrorEquals: ['States.ALL'], ResultPath: '$.problem', Next: 'Note' },
        ],
      }),
      WhetherDone: { Type: 'Choice', Choices: [{ Variable: '$.progress.done', BooleanEquals: true, Next: 'Done' }], Default: 'Reconcile' },
      Note: task(reconcile, { 'accountId.$': '$.accountId', 'run.$': '$.run', 'version.$': '$.version', 'problem.$': '$.problem' }, 'Done', {
        ResultPath: null, Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Done' }],
      }),
      // the map returns what all of these return, and takes 256 KB.
      Done: { Type: 'Pass', Result: {}, End: true },
    },
  };
}

function task(Resource: string, Parameters: object, Next: string, more: object): object {
  return { Type: 'Task', Resource, Parameters, TimeoutSeconds: 930, Retry: [RETRY], ...more, Next };
}
