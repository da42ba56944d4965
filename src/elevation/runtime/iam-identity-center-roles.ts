import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { IdentityCenterRoles } from './api-caller';

const PATH = '/aws-reserved/sso.amazonaws.com/';

/** Roles below the path that only Identity Center can use; those elsewhere are out of reach of the function that asks. */
export class IamIdentityCenterRoles implements IdentityCenterRoles {
  public constructor(private readonly client: IAMClient) {}

  public async made(roleName: string, roleId: string): Promise<boolean> {
    try {
      const { Role } = await this.client.send(new GetRoleCommand({ RoleName: roleName }));
      return Role?.RoleId === roleId && Role.Path!.startsWith(PATH);
    } catch (error) {
      // a role with another path is none that the function may look at.
      if (['NoSuchEntityException', 'AccessDenied', 'AccessDeniedException'].includes((error as Error).name)) {
        return false;
      }
      throw error;
    }
  }
}
