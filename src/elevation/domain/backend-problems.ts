import { type ApplicationPlace, type BackendChoice, applicationPlace } from './backend-choice';
import type { ElevationRule, LentSet } from './elevation-rules';
import { ROLE_SESSION_SECONDS, lentRoleArn } from './lent-role';
import { type Problem, listed } from '../../organization/domain/problem';

/** Where access is lent. */
export interface BackendPlace {
  readonly partition: string;
  readonly managementAccountId: string;
  /** The Region of Identity Center. */
  readonly region: string;
}

type Lends = Pick<ElevationRule, 'name' | 'permissionSet' | 'accountIds'>;

/** What cannot be lent in the chosen way, of what rules lend. */
export function backendProblems(choice: BackendChoice, rules: readonly Lends[], place: BackendPlace): Problem[] {
  if (choice.kind === 'assignment') {
    return [];
  }
  const without = [...new Set(rules.map(({ permissionSet }) => permissionSet).filter((name) => choice.roles[name] === undefined))];
  const inManagement = rules.filter(({ accountIds }) => accountIds.includes(place.managementAccountId)).map(({ name }) => name);
  return [
    ...placeProblems(choice.applicationArn, place),
    ...(without.length === 0 ? [] : [{
      code: 'ElevationBackendRoles',
      problem: `no role stands for ${listed(without)}; with account access manager roles are lent, and each permission set that a policy lends needs one`,
      fix: "name it in 'roles' of ElevationBackend.accountAccess()",
    }]),
    ...(inManagement.length === 0 ? [] : [{
      code: 'ElevationBackendManagement',
      problem: `the policies ${listed(inManagement)} lend in the management account ${place.managementAccountId}; sessions of a role there cannot be ended, `
        + 'because service control policies do not bind it and its role carries no policy of ours',
      fix: 'leave the management account out of them, or lend with ElevationBackend.userAssignment()',
    }]),
  ];
}

/** The sets that rules speak of as they are lent: themselves, or the roles that stand for them. */
export function lentSets(choice: BackendChoice, sets: readonly LentSet[], partition: string): readonly LentSet[] {
  return choice.kind === 'assignment' ? sets : sets.flatMap(({ permissionSet }) => {
    const role = choice.roles[permissionSet];
    return role === undefined ? [] : [{ permissionSet, arn: lentRoleArn(partition, role), name: role, sessionSeconds: ROLE_SESSION_SECONDS }];
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/account-access-manager.html */
function placeProblems(applicationArn: string, place: BackendPlace): Problem[] {
  const application = applicationPlace(applicationArn);
  if (place.partition !== 'aws') {
    return [{
      code: 'ElevationBackendPartition',
      problem: `the organization is in the partition '${place.partition}'; account access manager is in 'aws' only`,
      fix: 'lend with ElevationBackend.userAssignment()',
    }];
  }
  // what is known only when it is deployed cannot be compared.
  const fits = ({ partition, accountId, region }: ApplicationPlace) => (
    partition === place.partition && accountId === place.managementAccountId && region === place.region);
  return application && !fits(application) ? [{
    code: 'ElevationBackendApplication',
    problem: `'applicationArn' is '${applicationArn}'; the application of this organization is in its management account `
      + `${place.managementAccountId}, in ${place.region}, where Identity Center lives`,
    fix: "take it from 'aws account-access list-applications' in the management account, in that Region",
  }] : [];
}
