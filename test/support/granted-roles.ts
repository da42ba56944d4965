import type { Template } from 'aws-cdk-lib/assertions';
import { MANAGEMENT } from './small-organization';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';

/** The roles of a template with what they may do; whatever CloudFormation chooses stands as 'arn:aws:made:::' and the logical id. */
export class GrantedRoles {
  private readonly roles: ReadonlyMap<string, { readonly path: string; readonly policies: readonly any[] }>;

  public constructor(template: Template, private readonly account: string) {
    this.roles = new Map(Object.entries(template.findResources('AWS::IAM::Role')).map(([id, { Properties: { Path = '/', Policies = [] } }]) => (
      [id, { path: Path, policies: Policies.map(({ PolicyDocument }: any) => concrete(PolicyDocument)) }])));
  }

  /** Logical ids of the roles that may do something on a resource, shortened to what the predicate of a test needs: without their hash. */
  public whoMay(action: string, resource: string, context: Record<string, string | readonly string[]> = {}): string[] {
    return [...this.roles.keys()].filter((id) => this.may(id, action, resource, context)).map((id) => id.slice(0, -8)).sort();
  }

  /** @param id of the role, without its hash */
  public may(id: string, action: string, resource: string, context: Record<string, string | readonly string[]> = {}): boolean {
    const [key] = [...this.roles.keys()].filter((known) => known === id || known.slice(0, -8) === id);
    const { path, policies } = this.roles.get(key)!;
    const principalArn = `arn:aws:iam::${this.account}:role${path}${key}`;
    return policies.some((policy) => evaluate({
      principalArn, principalAccount: this.account, action, resource, resourceAccount: this.account, context: { 'aws:PrincipalArn': principalArn, ...context },
    }, compileChain({ scps: [], rcps: [], identityPolicies: [policy], sessionPolicies: [], managementAccountId: MANAGEMENT })).decision === 'allowed');
  }
}

/** Text in place of what a template leaves to CloudFormation. */
export function concrete(value: any): any {
  if (Array.isArray(value)) {
    return value.map(concrete);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value;
  if (Ref !== undefined) {
    return Ref === 'AWS::Partition' ? 'aws' : madeArn(Ref);
  }
  if (attribute !== undefined) {
    return madeArn(attribute[0]);
  }
  return join === undefined ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, concrete(one)])) : concrete(join[1]).join(join[0]);
}

export function madeArn(logicalId: string): string {
  return `arn:aws:made:::${logicalId}`;
}
