import { ACCOUNT } from '../../policy/domain/claim';

/** Where Identity Center keeps its roles. */
export interface IdentityCenterPlace {
  readonly partition: string;
  /** Missing while Identity Center is not switched on. */
  readonly homeRegion?: string;
}

/** The role of a permission set in an account. With its home in us-east-1, Identity Center leaves the Region out of the path. */
export function identityCenterRole({ partition, homeRegion }: IdentityCenterPlace, permissionSet: string): string {
  const region = homeRegion === undefined || homeRegion === 'us-east-1' ? '' : `${homeRegion}/`;
  return `arn:${partition}:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${region}AWSReservedSSO_${permissionSet}_0123456789abcdef`;
}

export function administrator(place: IdentityCenterPlace): string {
  return identityCenterRole(place, 'Administrator');
}

export function rootUser({ partition }: IdentityCenterPlace): string {
  return `arn:${partition}:iam::${ACCOUNT}:root`;
}

export function roleNamed({ partition }: IdentityCenterPlace, name: string): string {
  return `arn:${partition}:iam::${ACCOUNT}:role/${name}`;
}
