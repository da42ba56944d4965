/** One statement of a policy document, as JSON. */
export type Statement = Readonly<Record<string, unknown>>;

/** A policy document of IAM or Organizations, as JSON. */
export interface PolicyDocumentJson {
  readonly Version: '2008-10-17' | '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** The order in which AWS's own documentation writes the members of a statement. */
const MEMBERS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** A document of these statements whose members stand in one fixed order, so that equal documents are equal text. */
export function policyDocument(statements: readonly Statement[]): PolicyDocumentJson {
  return { Version: '2012-10-17', Statement: statements.map(ordered) };
}

/** The document as it is sent to AWS: without white space, because quotas count it and only the console strips it. */
export function minified(document: PolicyDocumentJson): string {
  return JSON.stringify(document);
}

/** Length in UTF-8, which is what the quotas of policies count. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0)!;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

/** Bytes without white space, which is what the quota of an inline policy counts. */
export function bytesWithoutWhiteSpace(text: string): number {
  return utf8Bytes(text.replace(/\s/g, ''));
}

function ordered(statement: Statement): Statement {
  const rank = (member: string) => (MEMBERS.indexOf(member) + MEMBERS.length + 1) % (MEMBERS.length + 1);
  return Object.fromEntries(Object.entries(statement).sort(([a], [b]) => rank(a) - rank(b)));
}

/** What FullAWSAccess and AdministratorAccess say. */
export const ALLOW_ALL: PolicyDocumentJson = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
