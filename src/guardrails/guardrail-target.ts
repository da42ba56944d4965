import { findUnitId } from '../organization/domain/account-selection';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';

/**
 * Where a guardrail hangs: the root, a unit or one account. It binds everything below, except the management account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export class GuardrailTarget {
  /** The root: every account but the management account. */
  public static root(): GuardrailTarget {
    return new GuardrailTarget('root', '');
  }

  /**
   * A unit and everything below it.
   *
   * @param path names from the root down, such as 'Workloads/Production'; raises `UnitUnknown`
   */
  public static unit(path: string): GuardrailTarget {
    return new GuardrailTarget('unit', path);
  }

  /**
   * One account.
   *
   * @param nameOrId raises `AccountUnknown`, `AccountAmbiguous`, or `TargetIsManagement` because no policy binds the management account
   */
  public static account(nameOrId: string): GuardrailTarget {
    return new GuardrailTarget('account', nameOrId);
  }

  private constructor(private readonly kind: 'root' | 'unit' | 'account', private readonly name: string) {}

  /** @internal What a message and the report call it: a unit's path, '/' for the root, 'account …' as it was named. */
  public _name(): string {
    return { root: '/', unit: this.name, account: `account ${this.name}` }[this.kind];
  }

  /** @internal Its place in the tree, as evidence names units: '/', 'Workloads/Production', or an account below its unit. */
  public _path(organization: Organization): string {
    const found = this.kind === 'account' ? organization._find(this.name) : undefined;
    return found && 'account' in found ? `${found.account.path}/${found.account.name}` : this._name();
  }

  /** @internal The id in the organization, or why there is none. */
  public _resolve(organization: Organization): { id: string } | { problem: Problem } {
    if (this.kind === 'root') {
      return { id: organization.rootId };
    }
    if (this.kind === 'unit') {
      return findUnitId(this.name, organization._directory());
    }
    const found = organization._find(this.name);
    if ('problem' in found) {
      return found;
    }
    return !found.account.management ? { id: found.account.id } : { problem: {
      code: 'TargetIsManagement',
      problem: `the target '${this.name}' is the management account, which no policy binds`,
      fix: 'target member accounts or their units; keep work out of the management account',
    } };
  }
}
