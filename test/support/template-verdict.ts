import type { Template } from 'aws-cdk-lib/assertions';
import { MANAGEMENT } from './small-organization';
import { policyDocument } from '../../src/policy/domain/document';
import { compileChain, evaluate } from '../../src/policy/domain/evaluate';

/** What is asked of policies that stand in a template. */
export interface AskedOfTemplate {
  /** ARN of a role, or the principal of an AWS service. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string;
  readonly context?: Readonly<Record<string, string>>;
  /** What the principal's own policies say; everything unless told. */
  readonly identity?: any;
  /** What the policy of the resource says, where it has one. */
  readonly onResource?: any;
}

const EVERYTHING = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

export function templateVerdict(asked: AskedOfTemplate): string {
  const { principal, action, resource, resourceAccount, context, identity = EVERYTHING, onResource } = asked;
  const account = /^arn:/.test(principal) ? principal.split(':')[4] : undefined;
  const owner = resourceAccount ?? account;
  return evaluate({
    principalArn: principal, principalAccount: account, action, resource, resourceAccount: owner,
    context: {
      ...(account ? { 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': account } : {}), 'aws:PrincipalIsAWSService': String(!account), ...context,
    },
  }, compileChain({
    scps: [], rcps: [], identityPolicies: [identity], sessionPolicies: [], managementAccountId: MANAGEMENT,
    ...(onResource ? { resourcePolicy: onResource } : {}),
  })).decision;
}

/** The only resource of a type whose logical id begins like this. */
export function only(template: Template, type: string, idBegins = ''): any {
  const found = Object.entries(template.findResources(type)).filter(([id]) => id.startsWith(idBegins));
  if (found.length !== 1) {
    throw new Error(`there are ${found.length} of ${type} ${idBegins}: ${found.map(([id]) => id).join(', ')}`);
  }
  return found[0][1];
}

/** A document of the template as it is once deployed; `known` has values by the JSON of what stands for them. */
export function deployed(document: any, known: (reference: any) => string): any {
  const isReference = (value: any) => value && typeof value === 'object' && (value.Ref || value['Fn::GetAtt']);
  return JSON.parse(JSON.stringify(document), (_, value) => (isReference(value) ? known(value) : value));
}

/** Every action of a document that is allowed on anything. */
export function allowedActions(document: any): string[] {
  return [...new Set<string>(document.Statement.filter(({ Effect }: any) => Effect === 'Allow').flatMap(({ Action }: any) => Action))].sort();
}
