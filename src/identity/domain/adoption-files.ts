import type { Adoption, AdoptionPlace, AssignmentToAdopt, SetToAdopt, StackAdoption } from './adoption';
import { ADOPTED_TAG, assignmentsName, importNames, importsOf, mappingName, scriptName, setsName } from './adoption-names';
import { adoptionReadme } from './adoption-readme';
import { adoptionScript } from './adoption-script';

export interface AdoptionFile {
  readonly name: string;
  readonly content: string;
}

/** A resource of an import: in the template, and as it is known in AWS. */
interface ImportedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: object;
  readonly identifier: object;
}

/**
 * What stands in the folder `adoption`.
 *
 * @param folder of these files, from where the app is synthesized
 */
export function adoptionFiles(found: Adoption, place: AdoptionPlace, folder: string): AdoptionFile[] {
  return [
    ...found.stacks.flatMap((one) => stackFiles(one, place)),
    file('left-over.json', { undeclaredAssignments: found.undeclaredAssignments, undeclaredSets: found.undeclaredSets }),
    { name: 'README.md', content: adoptionReadme(found, folder) },
  ];
}

function stackFiles(one: StackAdoption, place: AdoptionPlace): AdoptionFile[] {
  const script = scriptName(one);
  if (script === undefined) {
    return [];
  }
  const sets = one.sets.map((set) => importedSet(set, place));
  const accounts = one.stack.engine === 'native' ? byAccount(one.assignments) : new Map<string, AssignmentToAdopt[]>();
  return [
    ...(sets.length === 0 ? [] : [file(mappingName(one), Object.fromEntries(sets.map(({ logicalId, identifier }) => [logicalId, identifier])))]),
    ...importFiles(setsName(one), sets),
    ...[...accounts].flatMap(([accountId, assignments]) =>
      importFiles(assignmentsName(accountId), assignments.map((assignment) => importedAssignment(assignment, place)))),
    {
      name: script,
      content: adoptionScript(one.stack, {
        sets: importsOf(sets).map((_, index) => importNames(setsName(one), index)),
        accounts: [...accounts].map(([accountId, assignments]) => ({
          accountId,
          logicalId: one.stack.nestedStacks.find((nested) => nested.accountId === accountId)!.logicalId,
          assignments: importsOf(assignments).map((_, index) => importNames(assignmentsName(accountId), index)),
        })),
      }, place),
    },
  ];
}

function importFiles(what: string, resources: readonly ImportedResource[]): AdoptionFile[] {
  return importsOf(resources).flatMap((part, index) => {
    const names = importNames(what, index);
    return [
      file(names.template, {
        Resources: Object.fromEntries(part.map(({ logicalId, type, properties }) => [logicalId, {
          Type: type,
          // an import needs one, and nothing may be deleted on the way; the deployment afterwards takes it away.
          DeletionPolicy: 'Retain',
          Properties: properties,
        }])),
      }),
      file(names.resources, part.map(({ logicalId, type, identifier }) => (
        { ResourceType: type, LogicalResourceId: logicalId, ResourceIdentifier: identifier }))),
    ];
  });
}

/**
 * What the app declares, and one tag more. An import believes the template, and a deployment changes only what differs from it: without
 * the tag, a set would keep the policies that it happens to have. The tag differs, so the deployment gives the set all that is declared;
 * and if that deployment is rolled back, it is to this, not to a set without policies.
 */
function importedSet({ logicalId, properties, arn }: SetToAdopt, { instanceArn }: AdoptionPlace): ImportedResource {
  return {
    logicalId,
    type: 'AWS::SSO::PermissionSet',
    properties: { ...properties, Tags: [...properties.Tags ?? [], ADOPTED_TAG] },
    identifier: { InstanceArn: instanceArn, PermissionSetArn: arn },
  };
}

/** All its properties are its identity; they are written out, and the deployment afterwards puts references to the same values in their place. */
function importedAssignment(
  { logicalId, accountId, permissionSetArn, groupId }: AssignmentToAdopt, { instanceArn }: AdoptionPlace,
): ImportedResource {
  const identity = {
    InstanceArn: instanceArn,
    TargetId: accountId,
    TargetType: 'AWS_ACCOUNT',
    PermissionSetArn: permissionSetArn,
    PrincipalType: 'GROUP',
    PrincipalId: groupId,
  };
  return { logicalId: logicalId!, type: 'AWS::SSO::Assignment', properties: identity, identifier: identity };
}

function byAccount(assignments: readonly AssignmentToAdopt[]): Map<string, AssignmentToAdopt[]> {
  const accounts = new Map<string, AssignmentToAdopt[]>();
  for (const assignment of assignments) {
    const ofAccount = accounts.get(assignment.accountId) ?? [];
    ofAccount.push(assignment);
    accounts.set(assignment.accountId, ofAccount);
  }
  return accounts;
}

function file(name: string, content: object): AdoptionFile {
  return { name, content: `${JSON.stringify(content, null, 1)}\n` };
}
