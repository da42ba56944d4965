import { Token } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { DeployedPolicy, PolicyReference } from './domain/permission-set-data';
import type { Accounts } from '../organization/accounts';
import { type Problem, listed } from '../organization/domain/problem';
import type { Statement } from '../policy/domain/document';
import { refuse } from '../private/errors';
import { POLICY_PATH } from '../private/naming';

/**
 * An IAM policy that the library makes in accounts, for a permission set to name.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export interface DeployedPolicyProps {
  /**
   * The policy's name, 1 to 128 characters out of letters, digits and _+=,.@-. Raises `PermissionSetPolicyName`, `ManagedPolicyTwice`, `ManagedPolicyNameTaken`.
   *
   * Accounts tell neither upper and lower case nor paths apart: no other policy in them may have this name.
   */
  readonly name: string;

  /**
   * What it is for, 1 to 1,024 characters: the description of the StackSet. IAM's own description could never be changed again. Raises `ManagedPolicyDescription`.
   *
   * @default - a sentence that says who made it
   */
  readonly description?: string;

  /**
   * At least one statement; all of them together at most 6,144 characters without white space. A change is in force in each account as soon as it is deployed.
   * Raises `ManagedPolicyEmpty`, `ManagedPolicySize`, and `ManagedPolicyStatement` for one that is no identity policy or holds a value known only at deployment.
   */
  readonly statements: PolicyStatement[];

  /**
   * Where it is made. A rule that gives one of its sets elsewhere raises `ManagedPolicyReach`.
   *
   * Take the sets away from an account before you narrow this: IAM deletes no policy that a role has, and the deployment fails.
   *
   * @default - in every member account, in those that come later as they come, and in the management account if a rule gives one of its sets there
   */
  readonly accounts?: Accounts;
}

/**
 * A customer managed policy of a permission set: every account in which the set is held needs one of this name and path.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html
 */
export class CustomerManagedPolicy {
  /**
   * One that exists already, whoever made it. An account without it fails the provisioning of the whole set there;
   * a warning and the report list what is assumed.
   *
   * @param name the policy's name, 1 to 128 characters; raises `PermissionSetPolicyName`
   * @param path the policy's path, beginning and ending with '/'
   */
  public static existing(name: string, path: string = '/'): CustomerManagedPolicy {
    return new CustomerManagedPolicy({ name, path });
  }

  /**
   * One that `PermissionSetPolicies`, which every catalogue has, makes in accounts before a set that names it is provisioned there. Its path is '/zero-trust/policies/'.
   *
   * @param props what it says; give the same object to every set that shares it
   */
  public static deployed(props: DeployedPolicyProps): CustomerManagedPolicy {
    const policy = deployedPolicy(props, 'CustomerManagedPolicy.deployed');
    return new CustomerManagedPolicy(policy, policy);
  }

  /** Its name, without the path. */
  public readonly name: string;

  /** Its path, beginning and ending with '/'. */
  public readonly path: string;

  private constructor({ name, path }: PolicyReference, private readonly content?: DeployedPolicy) {
    this.name = name;
    this.path = path;
  }

  /** @internal */
  public _reference(): PolicyReference {
    return { name: this.name, path: this.path };
  }

  /** @internal What it says when the library makes it. */
  public _deployed(): readonly DeployedPolicy[] {
    return this.content ? [this.content] : [];
  }
}

/** The policy as data; the path of the library's own is not a team's choice, because guardrails know these policies by it. */
export function deployedPolicy({ name, description, statements, accounts }: DeployedPolicyProps, where: string): DeployedPolicy {
  const json = statements.map((statement): Statement => statement.toStatementJson());
  refuse([...statements.flatMap((statement) => statementProblems(statement, name)), ...sidProblems(json, name)], where);
  return {
    name,
    path: POLICY_PATH,
    statements: json,
    ...(description === undefined ? {} : { description }),
    ...(accounts === undefined ? {} : { accounts: accounts._selection() }),
  };
}

function statementProblems(statement: PolicyStatement, policy: string): Problem[] {
  const wrong = [
    ...statement.validateForIdentityPolicy(),
    // the template of a StackSet is text: what is known only where it is deployed from would be wrong elsewhere.
    ...(Token.isUnresolved(JSON.stringify(statement.toStatementJson())) ? ['it holds a value that is known only at deployment'] : []),
  ];
  return wrong.map((problem) => ({
    code: 'ManagedPolicyStatement',
    problem: `a statement of the policy '${policy}' cannot be deployed: ${problem}`,
    fix: 'write effect, actions and resources, no principal, and write account, Region and partition out',
  }));
}

function sidProblems(statements: readonly Statement[], policy: string): Problem[] {
  const sids = statements.flatMap(({ Sid }) => (Sid === undefined ? [] : [String(Sid)]));
  const twice = [...new Set(sids.filter((sid, index) => sids.indexOf(sid) < index))];
  return twice.length === 0 ? [] : [{
    code: 'ManagedPolicyStatement',
    problem: `statements of the policy '${policy}' share the Sid ${listed(twice)}; it must be unique in a policy`,
    fix: 'give each statement a Sid of its own, or none',
  }];
}
