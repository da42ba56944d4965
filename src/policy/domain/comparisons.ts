import { ipMatcher } from './ip-ranges';
import { type Matcher, compileArnPattern, compilePattern } from './pattern';

/** How one family of operators compares a value of the request with a value of the policy. */
export interface Comparison {
  /** A test made from a value of the policy; undefined when that value means nothing to the family, so that nothing equals it. */
  readonly compile: (wanted: string) => Matcher | undefined;
  /** One test made from all values at once, where that is cheaper than trying them in turn. */
  readonly compileAll?: (wanted: readonly string[]) => Matcher;
  /** Whether `*` and `?` of the policy's value are wildcards. */
  readonly wildcards?: boolean;
  /** Whether the operator holds when no value of the policy matches. */
  readonly negated?: boolean;
}

const equals = (wanted: string): Matcher => (given) => given === wanted;
const isOneOf = (wanted: readonly string[]): Matcher => {
  const values = new Set(wanted);
  return wanted.length === 1 ? equals(wanted[0]) : (given) => values.has(given);
};
const equalsIgnoringCase = (wanted: string): Matcher => {
  const lower = wanted.toLowerCase();
  return (given) => given.toLowerCase() === lower;
};

function numeric(holds: (given: number, wanted: number) => boolean): Comparison['compile'] {
  return ordered(parseNumber, holds);
}

function dated(holds: (given: number, wanted: number) => boolean): Comparison['compile'] {
  return ordered(parseDate, holds);
}

function ordered(parse: (text: string) => number | undefined, holds: (given: number, wanted: number) => boolean): Comparison['compile'] {
  return (text) => {
    const wanted = parse(text);
    return wanted === undefined ? undefined : (given) => {
      const value = parse(given);
      return value !== undefined && holds(value, wanted);
    };
  };
}

function parseNumber(text: string): number | undefined {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined;
}

/** Seconds of the epoch, or one of the forms of ISO 8601 that W3C profiles. */
function parseDate(text: string): number | undefined {
  if (/^[+-]?\d+(\.\d+)?$/.test(text) && !/^\d{4}$/.test(text)) {
    return Number(text) * 1000;
  }
  if (!/^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/.test(text)) {
    return undefined;
  }
  const time = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2').replace(/(T\d\d:\d\d(:\d\d(\.\d+)?)?)$/, '$1Z'));
  return Number.isNaN(time) ? undefined : time;
}

const lessThan = (given: number, wanted: number) => given < wanted;
const atMost = (given: number, wanted: number) => given <= wanted;
const moreThan = (given: number, wanted: number) => given > wanted;
const atLeast = (given: number, wanted: number) => given >= wanted;
const same = (given: number, wanted: number) => given === wanted;
const exactly = { compile: equals, compileAll: isOneOf };

/** ARNs are compared part by part, here as in Resource. */
const ARN: Comparison = { compile: compileArnPattern, wildcards: true };

/** Every operator but Null, by its name in lower case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>(Object.entries({
  stringequals: exactly,
  stringnotequals: { ...exactly, negated: true },
  stringequalsignorecase: { compile: equalsIgnoringCase },
  stringnotequalsignorecase: { compile: equalsIgnoringCase, negated: true },
  stringlike: { compile: compilePattern, wildcards: true },
  stringnotlike: { compile: compilePattern, wildcards: true, negated: true },
  numericequals: { compile: numeric(same) },
  numericnotequals: { compile: numeric(same), negated: true },
  numericlessthan: { compile: numeric(lessThan) },
  numericlessthanequals: { compile: numeric(atMost) },
  numericgreaterthan: { compile: numeric(moreThan) },
  numericgreaterthanequals: { compile: numeric(atLeast) },
  dateequals: { compile: dated(same) },
  datenotequals: { compile: dated(same), negated: true },
  datelessthan: { compile: dated(lessThan) },
  datelessthanequals: { compile: dated(atMost) },
  dategreaterthan: { compile: dated(moreThan) },
  dategreaterthanequals: { compile: dated(atLeast) },
  bool: { compile: equalsIgnoringCase },
  binaryequals: { compile: equals },
  ipaddress: { compile: ipMatcher },
  notipaddress: { compile: ipMatcher, negated: true },
  arnequals: ARN,
  arnlike: ARN,
  arnnotequals: { ...ARN, negated: true },
  arnnotlike: { ...ARN, negated: true },
}));
