import { App, Stack } from 'aws-cdk-lib';
import { MANAGEMENT, smallOrganization } from './small-organization';
import { Accounts, PermissionSet, PermissionSetCatalog, type PermissionSetCatalogProps } from '../../src';
import { SessionDenial } from '../../src/containment/session-denial';
import { ElevationLeases } from '../../src/elevation/elevation-leases';
import type { ElevationPolicy } from '../../src/elevation/elevation-policy';
import { JitElevation } from '../../src/elevation/jit-elevation';
import type { JitElevationProps } from '../../src/elevation/jit-elevation-props';

export const POLICY: ElevationPolicy = {
  permissionSet: 'Administrator', accounts: Accounts.named('production'), requesters: ['ops'], approvers: ['leads'],
};

export interface ElevationWorld {
  readonly props?: Partial<JitElevationProps>;
  readonly catalog?: Partial<PermissionSetCatalogProps>;
  /** The account that administers Identity Center. */
  readonly account?: string;
  readonly snapshot?: (snapshot: any) => void;
}

/** Elevation of a small organization with one thing changed. */
export function jitElevation({ props = {}, catalog: changes = {}, account = '000000000002', snapshot }: ElevationWorld = {}) {
  const app = new App();
  const organization = smallOrganization(snapshot);
  const managementStack = new Stack(app, 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  const stack = account === MANAGEMENT ? managementStack : new Stack(app, 'Identity', { env: { account, region: 'eu-west-1' } });
  const leases = new ElevationLeases(stack, 'Leases');
  const catalog = new PermissionSetCatalog(stack, 'Catalog', {
    organization, permissionSets: [PermissionSet.readOnly(), PermissionSet.administrator()], access: [], managementScope: managementStack,
    drift: { ledgerTable: leases.table }, ...changes,
  });
  const sessionDenial = new SessionDenial(stack, 'SessionDenial', { organization });
  const elevation = new JitElevation(stack, 'Elevation', { organization, catalog, leases, sessionDenial, policies: [POLICY], ...props });
  return { app, stack, managementStack, elevation };
}
