import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CustomPolicyProps } from './custom-scp';
import { type Problem, listed } from '../organization/domain/problem';
import { type Statement, policyDocument } from '../policy/domain/document';
import { readPolicy } from '../policy/domain/parse';

/** The statements of a team's own policy as JSON, and what is wrong with them whatever kind of policy it is. */
export function customDocument(scope: Construct, { statements, purpose }: Pick<CustomPolicyProps, 'statements' | 'purpose'>): { statements: Statement[]; problems: Problem[] } {
  const json = statements.map((statement) => Stack.of(scope).resolve(statement.toStatementJson()) as Statement);
  const unknown = statements.flatMap((statement, index) => (Token.isUnresolved(JSON.stringify(statement.toStatementJson())) ? [index] : []));
  const read = unknown.length > 0 || json.length === 0 ? undefined : readPolicy(policyDocument(json));
  return { statements: json, problems: [
    ...(purpose.trim() !== '' ? [] : [{ code: 'PurposeBlank', problem: "'purpose' is blank; it must say what the policy is for", fix: 'write a sentence that the report can show' }]),
    ...(json.length > 0 ? [] : [{ code: 'StatementsEmpty', problem: "'statements' is empty; a policy has at least one statement", fix: 'write a statement, or remove the policy' }]),
    ...unknown.map((index) => ({
      code: 'StatementToken', problem: `${at(index)} holds a value that is known only at deployment; nothing can be proved of it`, fix: 'write the account, Region or partition out',
    })),
    ...json.flatMap((statement, index) => (statement.Resource !== undefined || statement.NotResource !== undefined ? [] : [{
      code: 'PolicyMalformed', problem: `${at(index)} has neither Resource nor NotResource; it must have one of them`, fix: "write '*' where it is about every resource",
    }])),
    ...sidProblems(json),
    ...(read?.kind === 'malformed' ? read.problems.map((one) => ({ code: 'PolicyMalformed', problem: `${one.at.replace(/^Statement(\[\d+\])(.*)$/, "'statements$1$2'")} ${one.problem}`, fix: 'correct the statement' })) : []),
  ] };
}

function sidProblems(statements: readonly Statement[]): Problem[] {
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined);
  const twice = [...new Set(sids.filter((sid, index) => sids.indexOf(sid) !== index))].map(String);
  return twice.length === 0 ? [] : [{
    code: 'PolicyMalformed', problem: `the Sid ${listed(twice)} is written more than once; it must be unique in a policy`, fix: 'give each statement a Sid of its own',
  }];
}

/** What only service control policies must not have. */
export function scpProblems(statements: readonly Statement[]): Problem[] {
  return statements.flatMap((statement, index) => (statement.Principal === undefined && statement.NotPrincipal === undefined ? [] : [{
    code: 'ScpPrincipal',
    problem: `${at(index)} has ${statement.Principal === undefined ? 'NotPrincipal' : 'Principal'}; a service control policy is about every principal of the accounts it binds`,
    fix: 'use a condition on aws:PrincipalArn',
  }]));
}

/** What only resource control policies must not have. */
export function rcpProblems(statements: readonly Statement[]): Problem[] {
  return statements.flatMap((statement, index) => [
    ...(statement.Effect === 'Deny' ? [] : [{
      code: 'RcpAllow', problem: `${at(index)} has the Effect '${String(statement.Effect)}'; a resource control policy has only Deny`, fix: 'write what must not be possible',
    }]),
    ...(statement.Principal === '*' && statement.NotPrincipal === undefined ? [] : [{
      code: 'RcpPrincipal', problem: `${at(index)} has a Principal; a resource control policy is about every principal`, fix: 'leave it out, and use a condition on aws:PrincipalArn or aws:PrincipalAccount',
    }]),
    ...([statement.Action ?? '*'].flat().every((action) => /^[a-z0-9-]+:/i.test(String(action))) ? [] : [{
      code: 'RcpAction', problem: `${at(index)} has an action that names no service; a resource control policy names services, and has no NotAction`, fix: "write actions such as 's3:*'",
    }]),
  ]);
}

function at(index: number): string {
  return `'statements[${index}]'`;
}
