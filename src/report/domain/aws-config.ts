import { accessRows } from './access-rows';
import { profileNames } from './aws-config-profiles';
import type { AccessReport } from './report-model';
import { visibleText } from './untrusted-text';
import { compare } from '../../organization/domain/order';

/** An `~/.aws/config` to hand out. */
export interface AwsConfigFile {
  /** Of a file on any system, and no other's even where upper and lower case are alike. */
  readonly name: string;
  readonly group: string;
  readonly content: string;
}

/**
 * One configuration of the AWS command line for each group that holds something: a session, and a profile for each account and set.
 * Nothing without an address to sign in at.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html
 */
export function awsConfig(report: AccessReport): AwsConfigFile[] {
  const { accessPortalUrl, homeRegion, id: session, managementAccountId } = report.organization;
  if (accessPortalUrl === undefined) {
    return [];
  }
  const nameOf = profileNames(report);
  const managementNames = new Map(report.permissionSets.map(({ name, managementName }) => [name, managementName]));
  const sections = (held: readonly Held[]) => [
    section(`sso-session ${session}`, { sso_start_url: accessPortalUrl, sso_region: homeRegion, sso_registration_scopes: 'sso:account:access' }),
    ...held.map(({ permissionSet, accountId }) => section(`profile ${nameOf(accountId, permissionSet)}`, {
      sso_session: session,
      sso_account_id: accountId,
      sso_role_name: (accountId === managementAccountId ? managementNames.get(permissionSet) : undefined) ?? permissionSet,
      region: homeRegion,
    })),
  ];
  const groups = heldByGroup(report);
  const names = fileNames(groups.map(({ group }) => group));
  return groups.map(({ group, held }, index) => ({
    name: names[index],
    group,
    content: [`# What ${visibleText(group)} holds. For ~/.aws/config; sign in with: aws sso login --sso-session ${session}`, ...sections(held)].join('\n\n') + '\n',
  }));
}

interface Held {
  readonly accountId: string;
  readonly permissionSet: string;
}

/** Two spellings are one group in Identity Center. */
function heldByGroup(report: AccessReport): { group: string; held: Held[] }[] {
  const accountNames = new Map(report.accounts.map(({ id, name }) => [id, name]));
  const groups = new Map<string, { group: string; held: Map<string, Held> }>();
  for (const { group, permissionSet, accountIds } of accessRows(report)) {
    const one = groups.get(group.toLowerCase()) ?? { group, held: new Map<string, Held>() };
    groups.set(group.toLowerCase(), one);
    accountIds.forEach((accountId) => one.held.set(`${accountId} ${permissionSet}`, { accountId, permissionSet }));
  }
  const nameOf = (id: string) => accountNames.get(id) ?? id;
  return [...groups.values()].map(({ group, held }) => ({
    group,
    held: [...held.values()].sort((a, b) =>
      compare(nameOf(a.accountId), nameOf(b.accountId)) || compare(a.accountId, b.accountId) || compare(a.permissionSet, b.permissionSet)),
  }));
}

function section(heading: string, members: Readonly<Record<string, string>>): string {
  return [`[${heading}]`, ...Object.entries(members).map(([name, value]) => `${name} = ${value}`)].join('\n');
}

/** Names that some system keeps for devices. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST_FILE_NAME = 80;

/** Groups may hold any character. One that is a file name as it stands keeps it; others that come out alike are numbered in the order given. */
function fileNames(groups: readonly string[]): string[] {
  const names = groups.map(fileName);
  const taken = new Set(groups.filter((group, index) => group === names[index]).map((group) => group.toLowerCase()));
  return groups.map((group, index) => {
    if (group === names[index]) {
      return group;
    }
    let name = names[index];
    for (let number = 2; taken.has(name.toLowerCase()); number++) {
      name = `${names[index]}-${number}`;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

function fileName(group: string): string {
  const plain = group.replace(/[^A-Za-z0-9._@+-]+/g, '-').replace(/^[.-]+/, '').slice(0, LONGEST_FILE_NAME).replace(/[.-]+$/, '');
  return plain === '' || DEVICES.test(plain) ? `group-${plain}`.replace(/-$/, '') : plain;
}
