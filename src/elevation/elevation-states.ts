export interface ElevationStatesProps {
  /** ARNs of functions. */
  readonly begin: string;
  readonly lend: string;
  readonly end: string;
}

/** A step is done again from where it began; none does harm twice. */
const RETRY = [{ ErrorEquals: ['States.TaskFailed', 'States.Timeout'], IntervalSeconds: 5, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: 'FULL' }];

/** What waits for consent asks once a day whether there is still something to wait for. */
const A_DAY = 86_400;

/**
 * The life of one elevation as a state machine. Its input has the id; the truth is in the table, and each step reads it there.
 *
 * ```
 * Begin ─▶ (AwaitConsent ─▶ Begin ⟲) ─▶ wait for its start ─▶ Lend ⟲ ─▶ wait for its end ─▶ End ⟲ ─▶ Over
 *                                                               └─ failed ─▶ End ⟲
 * ```
 * Where it gets stuck or is lost, the sweeper starts it anew or ends the elevation without it.
 *
 * @see https://states-language.net/spec.html
 */
export function elevationStates({ begin, lend, end }: ElevationStatesProps): object {
  const id = { 'id.$': '$.id' };
  return {
    Comment: 'Lends access to one person for a time, and takes it back.',
    StartAt: 'Begin',
    States: {
      Begin: task(begin, { step: 'begin', ...id }, 'Begun', '$.begun'),
      Begun: choice('Over',
        { Variable: '$.begun.next', StringEquals: 'await', Next: 'AwaitConsent' }, { Variable: '$.begun.next', StringEquals: 'lend', Next: 'WaitForStart' }),
      AwaitConsent: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Parameters: { FunctionName: begin, Payload: { 'step': 'await', ...id, 'token.$': '$$.Task.Token' } },
        TimeoutSeconds: A_DAY,
        ResultPath: null,
        Retry: [{ ...RETRY[0], ErrorEquals: ['States.TaskFailed'] }],
        Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'Begin' }],
        Next: 'Begin',
      },
      WaitForStart: { Type: 'Wait', TimestampPath: '$.begun.startsAt', Next: 'Lend' },
      // whatever became of it, somebody has to end it.
      Lend: { ...task(lend, id, 'Lent', '$.lent'), Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.lent', Next: 'BecauseItFailed' }] },
      Lent: choice('Over',
        { Variable: '$.lent.next', StringEquals: 'again', Next: 'WaitToLend' }, { Variable: '$.lent.next', StringEquals: 'active', Next: 'WaitForEnd' },
        { Variable: '$.lent.next', StringEquals: 'end', Next: 'BecauseItFailed' }),
      WaitToLend: { Type: 'Wait', SecondsPath: '$.lent.waitSeconds', Next: 'Lend' },
      WaitForEnd: { Type: 'Wait', TimestampPath: '$.lent.endsAt', Next: 'BecauseOfTime' },
      BecauseOfTime: { Type: 'Pass', Result: 'time', ResultPath: '$.reason', Next: 'End' },
      BecauseItFailed: { Type: 'Pass', Result: 'grant-failed', ResultPath: '$.reason', Next: 'End' },
      End: {
        ...task(end, { 'kind': 'end', ...id, 'reason.$': '$.reason' }, 'Ended', '$.ended'),
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failed', Next: 'WaitAfterFailure' }],
      },
      Ended: choice('WaitToEnd', { Variable: '$.ended.done', BooleanEquals: true, Next: 'Over' }),
      WaitToEnd: { Type: 'Wait', SecondsPath: '$.ended.waitSeconds', Next: 'End' },
      WaitAfterFailure: { Type: 'Wait', Seconds: 60, Next: 'End' },
      Over: { Type: 'Succeed' },
    },
  };
}

function task(functionArn: string, parameters: object, next: string, resultPath: string): object {
  return { Type: 'Task', Resource: functionArn, Parameters: parameters, TimeoutSeconds: 330, ResultPath: resultPath, Retry: RETRY, Next: next };
}

function choice(otherwise: string, ...choices: object[]): object {
  return { Type: 'Choice', Choices: choices, Default: otherwise };
}
