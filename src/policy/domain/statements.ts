import { type AskedAction, compileActions } from './actions';
import { compileConditions } from './conditions';
import type { Statement } from './document';
import type { KeySlots } from './key-slots';
import type { PreparedRequest } from './prepared-request';
import { type Reach, compileReach } from './principals';
import { compileResources } from './resources';
import { type Truth, both, opposite } from './truth';
import type { Dialect } from './variables';

/** A statement that decided. */
export interface Decider {
  /** 'scp:<level>', 'rcp:<level>', 'identity', 'boundary', 'session' or 'resource'. */
  readonly place: string;
  /** Its Sid, or its position in the document, counted from 1. */
  readonly statement: string;
}

/** Where a document stands. */
interface Home {
  readonly place: string;
  /** Whether its statements say whom they are about; others are about the caller. */
  readonly namesPrincipals: boolean;
  /** The condition keys of the chain. */
  readonly keys: KeySlots;
}

type Test = (request: PreparedRequest) => Truth;

/** A statement made ready for matching. */
export interface CompiledStatement {
  readonly decider: Decider;
  readonly effect: unknown;
  readonly speaksOf: (action: AskedAction) => boolean;
  /** Whether resource and conditions match; action and principals are asked apart. */
  readonly holds: Test;
  /** How it reaches the caller. */
  readonly reach: (request: PreparedRequest) => Reach;
  /** Whether a condition picks the caller by `aws:PrincipalArn`. */
  readonly picksPrincipal: boolean;
}

/** Compiles a document; one that has no statements is compiled to none. */
export function compileDocument(document: unknown, home: Home): CompiledStatement[] {
  const { Statement: statements, Version } = folded(document) as { Statement?: unknown; Version?: unknown };
  const dialect = { keys: home.keys, variables: Version === '2012-10-17' };
  return [statements ?? []].flat().map((statement, index) => compileStatement(folded(statement), index, home, dialect));
}

/** Element names as AWS writes them, however the document spells their case. */
const ELEMENTS = ['Version', 'Statement', 'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function folded(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries((value ?? {}) as Record<string, unknown>).map(([name, element]) =>
    [ELEMENTS.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name, element]));
}

function compileStatement(statement: Statement, index: number, { place, namesPrincipals }: Home, dialect: Dialect): CompiledStatement {
  const conditions = compileConditions(statement.Condition, dialect);
  return {
    decider: { place, statement: typeof statement.Sid === 'string' && statement.Sid !== '' ? statement.Sid : `statement ${index + 1}` },
    effect: statement.Effect,
    speaksOf: compileActionTest(statement),
    holds: all([...resourceTests(statement, dialect), ...conditions.map(({ holds }) => holds)]),
    reach: namesPrincipals ? compileReach(statement) : () => 'direct',
    picksPrincipal: conditions.some(({ key, positive }) => positive && key === 'aws:principalarn'),
  };
}

function compileActionTest({ Action, NotAction }: Statement): CompiledStatement['speaksOf'] {
  if (Action !== undefined) {
    return compileActions(Action);
  }
  if (NotAction !== undefined) {
    const isSpared = compileActions(NotAction);
    return (action) => !isSpared(action);
  }
  // AWS refuses a statement that has neither; here it speaks of no action.
  return () => false;
}

function resourceTests({ Resource, NotResource }: Statement, dialect: Dialect): Test[] {
  if (Resource === undefined && NotResource !== undefined) {
    const isSpared = compileResources(NotResource, dialect);
    return [isSpared ? (request) => opposite(isSpared(request)) : () => false];
  }
  const matches = compileResources(Resource ?? '*', dialect);
  return matches ? [matches] : [];
}

function all(tests: readonly Test[]): Test {
  if (tests.length < 2) {
    return tests[0] ?? (() => true);
  }
  return (request) => {
    let truth: Truth = true;
    for (const test of tests) {
      const one = test(request);
      if (one === false) {
        return false;
      }
      truth = one === true ? truth : both(truth, one);
    }
    return truth;
  };
}
