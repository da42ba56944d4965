import type { AccountStack } from './native-plan';

/** What holds for every account alike. */
export interface AccountTemplateOptions {
  readonly instanceArn: string;
  /** So many assignments are created at once. */
  readonly atOnce: number;
  /** Keeps assignments that leave the template. */
  readonly handOver: boolean;
  /** Twelve characters that stand for a text. */
  readonly hashOf: (text: string) => string;
}

/** A value that is passed in: the ARN of a set, or the id of a group. */
export interface PassedName {
  readonly parameter: string;
  readonly name: string;
}

export interface AccountTemplate {
  readonly template: object;
  readonly sets: readonly PassedName[];
  readonly groups: readonly PassedName[];
  readonly assignments: readonly { readonly group: string; readonly permissionSet: string; readonly logicalId: string }[];
}

/**
 * The template of one account's nested stack: its assignments, laid in lanes. Which lane is no part of an assignment's identity:
 * one that goes moves others between lanes and changes none.
 */
export function accountTemplate(account: AccountStack, options: AccountTemplateOptions): AccountTemplate {
  const { accountId, accountName, sets, groups, assignments } = account;
  const passed = (kind: string) => (name: string): PassedName => ({ parameter: logicalIdOf(options, kind, name), name });
  const [passedSets, passedGroups] = [sets.map(passed('Set')), groups.map(passed('Group'))];
  const references = (all: readonly PassedName[]) => new Map(all.map(({ name, parameter }) => [name, { Ref: parameter }]));
  const [setArns, groupIds] = [references(passedSets), references(passedGroups)];
  const made = assignments.map(({ group, permissionSet }) => ({ group, permissionSet, logicalId: logicalIdOf(options, '', group, permissionSet) }));
  const resources = made.map(({ group, permissionSet, logicalId }, index) => [logicalId, {
    Type: 'AWS::SSO::Assignment',
    Properties: {
      InstanceArn: options.instanceArn,
      PermissionSetArn: setArns.get(permissionSet),
      PrincipalId: groupIds.get(group),
      PrincipalType: 'GROUP',
      TargetId: accountId,
      TargetType: 'AWS_ACCOUNT',
    },
    ...(index >= options.atOnce ? { DependsOn: [made[index - options.atOnce].logicalId] } : {}),
    ...(options.handOver ? { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } : {}),
  }] as const);
  return {
    template: {
      Description: `Zero Trust landing zone: who holds what in ${accountName} (${accountId})`,
      Parameters: Object.fromEntries([...passedSets, ...passedGroups].map(({ parameter }) => [parameter, { Type: 'String' }])),
      Resources: Object.fromEntries(resources),
    },
    sets: passedSets,
    groups: passedGroups,
    assignments: made,
  };
}

/**
 * Of the names alone, so that a set or group that comes or goes renames nothing else.
 * Identity Center does not tell upper and lower case apart: a group that is spelled another way is the same one.
 */
function logicalIdOf({ hashOf }: AccountTemplateOptions, kind: string, ...names: readonly string[]): string {
  const readable = names.map((name) => name.replace(/[^A-Za-z0-9]/g, '').slice(0, 60)).join('');
  return `${kind}${readable.toLowerCase()}${hashOf(JSON.stringify(names).toLowerCase())}`;
}
