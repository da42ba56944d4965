import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import type { Organization } from '../organization/organization';
import { ResourceHandler } from '../private/resource-handler';

const GROUP_ID = /^([0-9a-f]{10}-)?[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;

/** An answer to CloudFormation holds 4,096 bytes; one group takes at most 70 of them. */
const GROUPS_PER_ANSWER = 50;

export interface Groups {
  /** Those whose ids are needed here. */
  readonly used: readonly string[];
  /** Those of the whole catalogue: whichever side is deployed first says all that are missing. */
  readonly all: readonly string[];
}

/** Ids of groups by name, found during deployment; every invocation checks every name, so one failure lists all that are missing. */
export class GroupDirectory extends Construct {
  private readonly ids = new Map<string, string>();

  public constructor(scope: Construct, id: string, organization: Organization, groups: Groups) {
    super(scope, id);
    const used = namesOf(groups.used);
    if (used.length > 0) {
      this.resolve(organization, used, namesOf(groups.all));
    }
  }

  /** The id to assign to: the group's own when it was given as an id, else what the deployment finds. */
  public groupId(group: string): string {
    return this.ids.get(group) ?? group;
  }

  private resolve({ identityCenter, partition, managementAccount }: Organization, used: readonly string[], all: readonly string[]): void {
    const { identityStoreId } = identityCenter!;
    const handler = new ResourceHandler(this, 'Names', {
      bundle: 'identity/runtime/resolve-groups.lambda',
      permissions: [{
        actions: ['identitystore:GetGroupId'],
        resources: [
          `arn:${partition}:identitystore::${managementAccount.accountId}:identitystore/${identityStoreId}`,
          `arn:${partition}:identitystore:::group/*`,
        ],
      }],
      wildcards: [{ resource: `arn:${partition}:identitystore:::group/*`, reason: 'the id of the group is what is being asked for; groups belong to the one store' }],
    });
    for (let start = 0; start < used.length; start += GROUPS_PER_ANSWER) {
      const slice = used.slice(start, start + GROUPS_PER_ANSWER);
      const resource = handler.resource(start === 0 ? 'Groups' : `Groups${start}`, 'Custom::IdentityCenterGroups', {
        IdentityStoreId: identityStoreId,
        GroupNames: all,
        AnswerFor: Object.fromEntries(slice.map((name) => [attributeOf(name), name])),
      });
      slice.forEach((name) => this.ids.set(name, resource.getAttString(attributeOf(name))));
    }
  }
}

function namesOf(groups: readonly string[]): string[] {
  return [...new Set(groups)].filter((group) => !GROUP_ID.test(group)).sort();
}

/** Names may hold any character; attributes of an answer may not. */
function attributeOf(group: string): string {
  return `Group${createHash('sha256').update(group).digest('hex').slice(0, 12)}`;
}
