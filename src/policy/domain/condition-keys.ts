import { foldKey } from './request';

const VARIABLE = /\$\{\s*([^}',*?$\s]+)/g;

/** Condition keys that a document asks for, in its conditions and in its variables, in lower case. */
export function conditionKeys(document: unknown): string[] {
  const statements = [element(document, 'statement') ?? []].flat();
  const conditions = statements.flatMap((statement) => Object.values((element(statement, 'condition') ?? {}) as Record<string, object>))
    .flatMap((keys) => Object.keys(keys));
  const variables = [...JSON.stringify(statements).matchAll(VARIABLE)].map(([, key]) => key);
  return [...new Set([...conditions, ...variables].map(foldKey))];
}

/** An element by its name, however the document spells its case. */
function element(of: unknown, name: string): unknown {
  return Object.entries((of ?? {}) as object).find(([spelt]) => spelt.toLowerCase() === name)?.[1];
}
