import type { IConstruct } from 'constructs';

type Class<T> = abstract new (...args: never) => T;

/** Those of a class among constructs. */
export function all<T extends IConstruct>(constructs: readonly IConstruct[], type: Class<T>): T[] {
  return constructs.filter((one): one is T => one instanceof type);
}

/** Everything of a class that stands below a construct. */
export function below<T extends IConstruct>(construct: IConstruct, type: Class<T>): T[] {
  return all(construct.node.findAll(), type);
}
