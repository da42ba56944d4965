import type { BoundaryData } from './domain/permission-set-data';

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
   * A customer managed policy. An account without it fails the provisioning of the set there.
   *
   * @param name the policy's name, 1 to 128 characters
   * @param path the policy's path, beginning and ending with '/'
   */
  public static customerManaged(name: string, path: string = '/'): PermissionsBoundary {
    return new PermissionsBoundary({ kind: 'customer', policy: { name, path } });
  }

  private constructor(private readonly boundary: BoundaryData) {}

  /** @internal */
  public _data(): BoundaryData {
    return this.boundary;
  }
}
