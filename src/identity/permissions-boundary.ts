import { type DeployedPolicyProps, deployedPolicy } from './customer-managed-policy';
import type { BoundaryData, DeployedPolicy } from './domain/permission-set-data';

/**
 * The most a permission set may ever do.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html
 */
export class PermissionsBoundary {
  /**
   * An AWS managed policy.
   *
   * @param policy its name with its path, such as 'job-function/ViewOnlyAccess'
   */
  public static awsManaged(policy: string): PermissionsBoundary {
    return new PermissionsBoundary({ kind: 'aws', policy });
  }

  /**
   * A customer managed policy that exists already. An account without it fails the provisioning of the set there; a warning and the report list what is assumed.
   *
   * @param name the policy's name, 1 to 128 characters
   * @param path the policy's path, beginning and ending with '/'
   */
  public static customerManaged(name: string, path: string = '/'): PermissionsBoundary {
    return new PermissionsBoundary({ kind: 'customer', policy: { name, path } });
  }

  /**
   * A customer managed policy that the library makes in accounts before a set that names it is provisioned there. It counts towards no quota of managed policies.
   *
   * @param props what it says; give the same object to every set that shares it
   */
  public static deployed(props: DeployedPolicyProps): PermissionsBoundary {
    const policy = deployedPolicy(props, 'PermissionsBoundary.deployed');
    return new PermissionsBoundary({ kind: 'customer', policy: { name: policy.name, path: policy.path } }, policy);
  }

  private constructor(private readonly boundary: BoundaryData, private readonly content?: DeployedPolicy) {}

  /** @internal */
  public _data(): BoundaryData {
    return this.boundary;
  }

  /** @internal What it says when the library makes it. */
  public _deployed(): readonly DeployedPolicy[] {
    return this.content ? [this.content] : [];
  }
}
