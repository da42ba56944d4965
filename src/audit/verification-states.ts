export interface VerificationStatesProps {
  /** ARNs of functions. */
  readonly plan: string;
  readonly verify: string;
  readonly finish: string;
  /** Where the plan leaves the list of chains. */
  readonly bucketName: string;
}

/** Chains verified at once. Each reads 16 objects at once. */
const CHAINS_AT_ONCE = 10;

/** A step is done again from where it began; none does harm twice. */
const RETRY = {
  ErrorEquals: ['States.ALL'], IntervalSeconds: 10, MaxAttempts: 4, BackoffRate: 2, MaxDelaySeconds: 120, JitterStrategy: 'FULL',
};

/** Asking again does not change it. */
const FINAL = { ErrorEquals: ['DateRefused'], MaxAttempts: 0 };

/**
 * The verification of one day as a state machine.
 *
 * ```
 * Plan ─▶ each chain, ten at once: Verify ⟲ ─▶ Finish
 * ```
 * A chain that cannot be verified stops no other one: it leaves no outcome, and Finish tells that.
 *
 * @see https://states-language.net/spec.html
 */
export function verificationStates({ plan, verify, finish, bucketName }: VerificationStatesProps): object {
  const run = { 'run.$': '$$.Execution.Name' };
  return {
    Comment: 'Verifies a day of the audit trail and writes down what it found.',
    StartAt: 'Plan',
    TimeoutSeconds: 20 * 3_600,
    States: {
      Plan: {
        ...task(plan, { ...run, 'startedAt.$': '$$.Execution.StartTime', 'input.$': '$$.Execution.Input' }, 'WhetherAny'), ResultPath: '$.plan', Retry: [FINAL, RETRY],
      },
      WhetherAny: { Type: 'Choice', Choices: [{ Variable: '$.plan.chains', NumericGreaterThan: 0, Next: 'EachChain' }], Default: 'Finish' },
      EachChain: {
        Type: 'Map',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'JSON' },
          Parameters: { 'Bucket': bucketName, 'Key.$': "States.Format('runs/{}/chains.json', $$.Execution.Name)" },
        },
        ItemSelector: { 'chain.$': '$$.Map.Item.Value', ...run },
        MaxConcurrency: CHAINS_AT_ONCE,
        // more than there can be chains: none of them stops the others.
        ToleratedFailureCount: 1_000_000,
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...oneChain(verify) },
        ResultPath: null,
        // what was verified until then is told, and the rest as not verified.
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.stopped', Next: 'Finish' }],
        Next: 'Finish',
      },
      Finish: { ...task(finish, run, 'WhetherStopped'), ResultPath: '$.ending' },
      WhetherStopped: { Type: 'Choice', Choices: [{ Variable: '$.stopped', IsPresent: true, Next: 'Stopped' }], Default: 'Told' },
      Told: { Type: 'Succeed', OutputPath: '$.ending' },
      Stopped: { Type: 'Fail', ErrorPath: '$.stopped.Error', CausePath: '$.stopped.Cause' },
    },
  };
}

/** Window after window until its day is verified. */
function oneChain(verify: string): object {
  return {
    StartAt: 'Begin',
    States: {
      Begin: { Type: 'Pass', Result: { next: 0 }, ResultPath: '$.progress', Next: 'Verify' },
      Verify: {
        ...task(verify, { 'run.$': '$.run', 'chain.$': '$.chain', 'next.$': '$.progress.next' }, 'WhetherDone'),
        ResultPath: '$.progress',
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Done' }],
      },
      WhetherDone: { Type: 'Choice', Choices: [{ Variable: '$.progress.done', BooleanEquals: true, Next: 'Done' }], Default: 'Verify' },
      // the map returns what all of these return, and takes 256 KB.
      Done: { Type: 'Pass', Result: {}, End: true },
    },
  };
}

function task(Resource: string, Parameters: object, Next: string): object {
  return { Type: 'Task', Resource, Parameters, TimeoutSeconds: 930, Retry: [RETRY], Next };
}
