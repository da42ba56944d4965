import type { Problem } from './problem';

/** What a value of the snapshot must look like; checks append a line for each way in which it does not. */
export type Shape = (value: unknown, at: string, wrong: string[]) => void;

export function text(pattern?: RegExp, example?: string): Shape {
  return (value, at, wrong) => {
    if (typeof value !== 'string') {
      wrong.push(`${at} is ${described(value)}; it must be a string`);
    } else if (pattern && !pattern.test(value)) {
      wrong.push(`${at} is '${value}'; it must look like ${example}`);
    }
  };
}

export const flag: Shape = (value, at, wrong) => {
  if (typeof value !== 'boolean') {
    wrong.push(`${at} is ${described(value)}; it must be true or false`);
  }
};

export function optional(shape: Shape): Shape {
  return (value, at, wrong) => value === undefined || shape(value, at, wrong);
}

export function list(shape: Shape): Shape {
  return (value, at, wrong) => {
    if (!Array.isArray(value)) {
      wrong.push(`${at} is ${described(value)}; it must be a list`);
      return;
    }
    value.forEach((item, index) => shape(item, `${at}[${index}]`, wrong));
  };
}

export function record(members: Record<string, Shape>): Shape {
  return (value, at, wrong) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      wrong.push(`${at} is ${described(value)}; it must be an object`);
      return;
    }
    for (const [name, shape] of Object.entries(members)) {
      shape((value as Record<string, unknown>)[name], at ? `${at}.${name}` : name, wrong);
    }
  };
}

export function shapeProblems(value: unknown, shape: Shape, code: string, fix: string): Problem[] {
  const wrong: string[] = [];
  shape(value, '', wrong);
  return wrong.map((problem) => ({ code, problem: problem.replace(/^ is/, 'the document is'), fix }));
}

function described(value: unknown): string {
  if (value === undefined) {
    return 'missing';
  }
  return Array.isArray(value) ? 'a list' : `${typeof value} ${JSON.stringify(value)?.slice(0, 40)}`;
}
