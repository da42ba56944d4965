/** A request as far as a guardrail of Denies looks at it. */
export interface DeniedRequest {
  readonly action: string;
  readonly region: string;
  readonly principal?: string;
}

const wild = (pattern: string, value: string) =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'i').test(value);

/** Sids of the Deny statements of a document that match a request: enough of the policy language for a region deny. */
export function denyingSids(content: string, { action, region, principal = 'arn:aws:iam::000000000005:role/anybody' }: DeniedRequest): string[] {
  const context: Record<string, string> = { 'aws:RequestedRegion': region, 'aws:PrincipalArn': principal };
  const holds = (operator: string, key: string, values: string[]) => {
    switch (operator) {
      case 'StringNotEquals': return !values.includes(context[key]);
      case 'ArnLike': return values.some((value) => wild(value, context[key]));
      case 'ArnNotLike': return !values.some((value) => wild(value, context[key]));
      default: throw new Error(`this evaluator does not know ${operator}`);
    }
  };
  return JSON.parse(content).Statement.filter((statement: any) => {
    const named = [statement.Action ?? statement.NotAction].flat().some((pattern: string) => wild(pattern, action));
    const conditions = Object.entries<any>(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries<any>(keys).map(([key, values]) => holds(operator, key, [values].flat())));
    return statement.Effect === 'Deny' && named === (statement.Action !== undefined) && conditions.every(Boolean);
  }).map(({ Sid }: any) => Sid);
}
