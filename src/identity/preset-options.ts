import { assumedRoleProblems, nameProblems, objectProblems, rolePathProblems, serviceProblems, tagProblems } from './domain/preset-problems';
import type { BuilderOptions } from './domain/presets/building';
import type { AskedContents } from './domain/presets/contents';
import type { DataAnalystOptions } from './domain/presets/data-analyst';
import type { DataEngineerOptions } from './domain/presets/data-engineer';
import type { OperatorOptions } from './domain/presets/operator';
import type {
  AuditTrailPresetProps, BuilderPresetProps, DataAnalystPresetProps, DataEngineerPresetProps, OperatorPresetProps, ReadOnlyPresetProps,
} from './preset-props';
import { refuse } from '../private/errors';
import { ACTIVITY_READER_ROLE, AUDIT_READER_ROLE } from '../private/naming';

// What is left out has the narrowest value; what is given is checked, all of it at once.

const APPLICATION = '/application/';

export function builderOptions(props: BuilderPresetProps = {}, where: string): BuilderOptions {
  const { passRolePath = APPLICATION, additionalServices = [], assumeRoles = [], stacks = [] } = props;
  refuse([
    ...rolePathProblems(passRolePath), ...serviceProblems(additionalServices), ...assumedRoleProblems(assumeRoles), ...nameProblems('stacks', stacks),
  ], where);
  return { passRolePath, additionalServices, assumeRoles, stacks, boundary: props.permissionsBoundary?._data() };
}

export function dataEngineerOptions({ passRolePath = APPLICATION }: DataEngineerPresetProps = {}, where: string): DataEngineerOptions {
  refuse(rolePathProblems(passRolePath), where);
  return { passRolePath };
}

export function askedContents({ readObjects = [], readLogGroups = [] }: ReadOnlyPresetProps = {}, where: string): AskedContents {
  refuse([...objectProblems('readObjects', readObjects), ...nameProblems('readLogGroups', readLogGroups)], where);
  return {
    objects: readObjects.map(objectsOf),
    // a group is asked for by its name, and its streams by what follows.
    logGroups: readLogGroups.flatMap((name) => ['', ':*'].map((rest) => `arn:*:logs:*:*:log-group:${name}${rest}`)),
  };
}

export function dataAnalystOptions(props: DataAnalystPresetProps = {}, where: string): DataAnalystOptions {
  const { tagKey = 'data-access', tagValue = 'analyst', resultLocations = [], buckets = [], dashboards = false } = props;
  refuse([...tagProblems(tagKey, tagValue), ...objectProblems('resultLocations', resultLocations), ...nameProblems('buckets', buckets)], where);
  return { tagKey, tagValue, resultLocations: resultLocations.map(objectsOf), buckets, dashboards };
}

/** Names of the roles by which the audit trail is read, if it was asked for. */
export function askedTrailRoles({ auditTrail = false }: AuditTrailPresetProps = {}): string[] {
  return auditTrail ? [AUDIT_READER_ROLE, ACTIVITY_READER_ROLE] : [];
}

export function operatorOptions({ runbooks = [], passRolePath }: OperatorPresetProps = {}, where: string): OperatorOptions {
  refuse([...nameProblems('runbooks', runbooks), ...(passRolePath === undefined ? [] : rolePathProblems(passRolePath))], where);
  return { runbooks, passRolePath };
}

/** The ARN of a bucket stands for all objects in it. */
function objectsOf(arn: string): string {
  return arn.includes('/') ? arn : `${arn}/*`;
}
