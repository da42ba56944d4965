import type { RemovalRules } from './domain/undeclared-removal';

export interface DriftStatesProps {
  /** ARNs of functions. */
  readonly check: string;
  readonly provision: string;
  /** Missing where nothing is removed. */
  readonly remove?: { readonly functionArn: string; readonly rules: RemovalRules };
}

const RUN = { 'run.$': '$$.Execution.Name' };

/** A step is run again from where it began, whatever happened to it. */
const RETRY = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: 'FULL' }];

/**
 * One check as a state machine: what outlasts a function, and what must go on after a crash.
 *
 * ```
 * wait for the window ─▶ Begin ─▶ Read ⟲ ─▶ Compare ─▶ (once more: Read ⟲ ─▶ Compare) ─▶ Provision ⟲ ─▶ Remove ⟲ ─▶ Publish
 * ```
 * @see https://states-language.net/spec.html
 */
export function driftStates({ check, provision, remove }: DriftStatesProps): object {
  const task = (functionArn: string, parameters: object, next: string, more: object = {}) => ({
    Type: 'Task', Resource: functionArn, Parameters: { ...RUN, ...parameters }, TimeoutSeconds: 930, Retry: RETRY, Next: next, ...more,
  });
  // what was found is told also when nothing could be done about it.
  const catching = (resultPath: string) => ({ ResultPath: resultPath, Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failed', Next: 'Publish' }] });
  const rules = remove ? { rules: remove.rules } : {};
  const afterProvisioning = remove ? 'WhetherToRemove' : 'Publish';
  return {
    Comment: 'Reads who holds what in Identity Center and compares it with what is declared.',
    StartAt: 'WhetherToWait',
    TimeoutSeconds: 6 * 3_600,
    States: {
      WhetherToWait: choice('Begin', { Variable: '$.startAt', IsPresent: true, Next: 'WaitForWindow' }),
      WaitForWindow: { Type: 'Wait', TimestampPath: '$.startAt', Next: 'Begin' },
      Begin: task(check, { 'step': 'begin', 'input.$': '$$.Execution.Input' }, 'Begun', { ResultPath: '$.begun' }),
      Begun: choice('Nothing',
        { Variable: '$.begun.next', StringEquals: 'wait', Next: 'WaitForTurn' }, { Variable: '$.begun.next', StringEquals: 'read', Next: 'FirstReading' }),
      WaitForTurn: { Type: 'Wait', Seconds: 60, Next: 'Begin' },
      FirstReading: { Type: 'Pass', InputPath: '$.begun.cursor', ResultPath: '$.cursor', Next: 'Read' },
      Read: task(check, { 'step': 'read', 'cursor.$': '$.cursor' }, 'WhetherAllIsRead', { ResultPath: '$.cursor' }),
      WhetherAllIsRead: choice('Read', { Variable: '$.cursor.done', BooleanEquals: true, Next: 'Compare' }),
      Compare: task(check, { 'step': 'compare', 'cursor.$': '$.cursor', ...rules }, 'Compared', { ResultPath: '$.compared' }),
      Compared: choice('Nothing',
        { Variable: '$.compared.next', StringEquals: 'readAgain', Next: 'WaitToReadAgain' }, { Variable: '$.compared.next', StringEquals: 'act', Next: 'WhetherToProvision' }),
      WaitToReadAgain: { Type: 'Wait', Seconds: 60, Next: 'SecondReading' },
      SecondReading: { Type: 'Pass', InputPath: '$.compared.cursor', ResultPath: '$.cursor', Next: 'Read' },
      WhetherToProvision: choice(afterProvisioning, { Variable: '$.compared.provision', BooleanEquals: true, Next: 'FirstProvisioning' }),
      FirstProvisioning: { Type: 'Pass', Result: { round: 0, at: 0 }, ResultPath: '$.progress', Next: 'Provision' },
      Provision: task(provision, { 'progress.$': '$.progress' }, 'WhetherAllIsProvisioned', catching('$.progress')),
      WhetherAllIsProvisioned: choice('WaitToProvision', { Variable: '$.progress.done', BooleanEquals: true, Next: afterProvisioning }),
      WaitToProvision: { Type: 'Wait', Seconds: 30, Next: 'Provision' },
      ...(remove ? {
        WhetherToRemove: choice('Publish', { Variable: '$.compared.remove', BooleanEquals: true, Next: 'Remove' }),
        Remove: task(remove.functionArn, rules, 'WhetherAllIsRemoved', catching('$.removed')),
        WhetherAllIsRemoved: choice('Remove', { Variable: '$.removed.done', BooleanEquals: true, Next: 'Publish' }),
      } : {}),
      Publish: task(check, { step: 'publish' }, 'WhetherAllWentWell', { ResultPath: '$.published' }),
      WhetherAllWentWell: choice('Told', { Variable: '$.failed', IsPresent: true, Next: 'Failed' }),
      Told: { Type: 'Succeed', OutputPath: '$.published' },
      Nothing: { Type: 'Succeed' },
      Failed: { Type: 'Fail', Error: 'AccessDriftStep', Cause: 'What was found is told, but a step that was to mend it failed.' },
    },
  };
}

function choice(otherwise: string, ...choices: object[]): object {
  return { Type: 'Choice', Choices: choices, Default: otherwise };
}
