/** As much of JSON Schema as the API needs; `description` is for readers of the document. */
export type Shape = TextShape | NumberShape | { readonly type: 'boolean'; readonly description?: string } | ListShape | ObjectShape;

export interface TextShape {
  readonly type: 'string';
  readonly description?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Anchored, and without repetition inside repetition. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly format?: 'date-time';
}

export interface NumberShape {
  readonly type: 'integer';
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface ListShape {
  readonly type: 'array';
  readonly description?: string;
  readonly items: Shape;
}

/** Members that are not named are refused. */
export interface ObjectShape {
  readonly type: 'object';
  readonly description?: string;
  readonly properties: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/** What is wrong with a value, and where, as a JSON pointer. */
export interface ShapeProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** An object of exactly these members; those whose name ends with '?' may be missing. */
export function objectOf(members: Readonly<Record<string, Shape>>, description?: string): ObjectShape {
  const entries = Object.entries(members);
  return {
    type: 'object',
    ...(description ? { description } : {}),
    properties: Object.fromEntries(entries.map(([name, shape]) => [name.replace(/\?$/, ''), shape])),
    required: entries.filter(([name]) => !name.endsWith('?')).map(([name]) => name),
    additionalProperties: false,
  };
}

/** Everything that is wrong; nothing of the value is repeated in it. A value that is nested deeper than the shape is refused where that begins. */
export function shapeProblems(value: unknown, shape: Shape, pointer = ''): ShapeProblem[] {
  const wrong = (detail: string) => [{ pointer, detail }];
  switch (shape.type) {
    case 'string': return typeof value === 'string' ? textProblems(value, shape).map((detail) => ({ pointer, detail })) : wrong('must be text');
    case 'integer': return typeof value === 'number' && Number.isSafeInteger(value) ? numberProblems(value, shape, pointer) : wrong('must be a whole number');
    case 'boolean': return typeof value === 'boolean' ? [] : wrong('must be true or false');
    case 'array': return Array.isArray(value) ? value.flatMap((item, index) => shapeProblems(item, shape.items, `${pointer}/${index}`)) : wrong('must be a list');
    case 'object': return isObject(value) ? memberProblems(value, shape, pointer) : wrong('must be an object');
  }
}

function textProblems(text: string, { minLength = 0, maxLength = Infinity, pattern, enum: choices, format }: TextShape): string[] {
  // as JSON Schema counts: a character outside the basic plane is one.
  const length = [...text].length;
  if (length < minLength || length > maxLength) {
    return [`must have from ${minLength} to ${maxLength} characters`];
  }
  return [
    ...(choices && !choices.includes(text) ? [`must be one of ${choices.join(', ')}`] : []),
    ...(pattern !== undefined && !new RegExp(pattern, 'u').test(text) ? [`must match ${pattern}`] : []),
    ...(format === 'date-time' && !isMoment(text) ? ['must be a moment that exists'] : []),
  ];
}

/** The calendar is asked, too: parsers take 30 February for a day in March. */
function isMoment(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 19) === text.slice(0, 19);
}

function numberProblems(value: number, { minimum = -Infinity, maximum = Infinity }: NumberShape, pointer: string): ShapeProblem[] {
  return value < minimum || value > maximum ? [{ pointer, detail: `must be from ${minimum} to ${maximum}` }] : [];
}

function memberProblems(value: object, { properties, required }: ObjectShape, pointer: string): ShapeProblem[] {
  const given = Object.entries(value);
  // members are looked up as own ones: '__proto__' and 'constructor' are names that nobody asked for, like any other.
  const known = ([name]: [string, unknown]) => Object.hasOwn(properties, name);
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => ({ pointer: `${pointer}/${name}`, detail: 'is missing' })),
    ...(given.every(known) ? [] : [{ pointer, detail: `takes no members but ${Object.keys(properties).join(', ')}` }]),
    ...given.filter(known).flatMap(([name, member]) => shapeProblems(member, properties[name], `${pointer}/${name}`)),
  ];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
