import { findUnitId } from '../organization/domain/account-selection';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';

/**
 * Where a service control policy hangs: the root, a unit or one account. It binds everything below, except the management account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export class ScpTarget {
  /** The root: every account but the management account. */
  public static root(): ScpTarget {
    return new ScpTarget('root', '');
  }

  /**
   * A unit and everything below it.
   *
   * @param path names from the root down, such as 'Workloads/Production'; raises `UnitUnknown`
   */
  public static unit(path: string): ScpTarget {
    return new ScpTarget('unit', path);
  }

  /**
   * One account.
   *
   * @param nameOrId raises `AccountUnknown`, `AccountAmbiguous`, or `TargetIsManagement` because no policy binds the management account
   */
  public static account(nameOrId: string): ScpTarget {
    return new ScpTarget('account', nameOrId);
  }

  private constructor(private readonly kind: 'root' | 'unit' | 'account', private readonly name: string) {}

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
      problem: `the target '${this.name}' is the management account, which no service control policy binds`,
      fix: 'target member accounts or their units; keep work out of the management account',
    } };
  }
}
