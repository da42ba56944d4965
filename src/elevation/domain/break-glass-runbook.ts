import { type BreakGlassFacts, MFA_SECONDS, breakGlassRoleArn } from './break-glass';

/** What somebody reads, printed, when nothing else works. It is written from what is deployed, so that no name in it is wrong. */
export function breakGlassRunbook(facts: BreakGlassFacts): string {
  return [
    `# Break glass in ${facts.organizationId}`,
    'Print this, and keep it where a person gets who can reach neither the identity provider nor this repository. There are no secrets in it.',
    ...whoAndWhere(facts),
    ...byCode(facts),
    ...byConsole(facts),
    ...afterwards(facts),
    ...keeping(facts),
  ].join('\n\n') + '\n';
}

function whoAndWhere({ managementAccountId, accounts, users, sessionSeconds, policyArn, names }: BreakGlassFacts): string[] {
  return [
    '## Who, and where',
    `These IAM users of the management account ${managementAccountId} may take the role, each alone:`,
    users.map((user) => `- \`${user}\``).join('\n'),
    `The role is \`${names.path.slice(1)}${names.role}\` in each of these accounts. It may do what \`${policyArn.split(':policy/')[1]}\` allows, for ${sessionSeconds / 3600} hours at most:`,
    ['| Account | Id |', '|---|---|', ...accounts.map(({ id, name }) => `| ${name.replaceAll('|', '\\|')} | ${id} |`)].join('\n'),
    'Use it when people cannot sign in, or when a policy keeps everybody from ending an outage or an intrusion. Say so to somebody else first, if there is anybody. **Every use is told.**',
  ];
}

function byCode(facts: BreakGlassFacts): string[] {
  const { homeRegion, sessionSeconds } = facts;
  return [
    '## With a token that shows codes',
    'On any computer with the AWS CLI. The access key is that of your own user; unseal it. Write in the first three lines what is yours.',
    block([
      'ACCOUNT=000000000000 # the id from the table',
      "SERIAL='the serial number on the back of the token'",
      "CODE='the six digits it shows'",
      `CREDENTIALS=$(aws sts assume-role --region ${homeRegion} \\`,
      `  --role-arn "${breakGlassRoleArn(facts, '${ACCOUNT}')}" \\`,
      `  --role-session-name "emergency-$(date -u +%Y%m%dT%H%M%SZ)" --duration-seconds ${sessionSeconds} \\`,
      '  --serial-number "$SERIAL" --token-code "$CODE" \\',
      "  --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)",
      'unset AWS_PROFILE',
      'export AWS_ACCESS_KEY_ID=$(printf %s "$CREDENTIALS" | cut -f 1)',
      'export AWS_SECRET_ACCESS_KEY=$(printf %s "$CREDENTIALS" | cut -f 2)',
      'export AWS_SESSION_TOKEN=$(printf %s "$CREDENTIALS" | cut -f 3)',
      `aws sts get-caller-identity --region ${homeRegion}`,
    ]),
    'A code works once: for the next account wait for the next one. `AccessDenied` means that the user, the device or the code is not the one that is trusted, or that a policy of the organization keeps you out.',
  ];
}

function byConsole({ managementAccountId, names }: BreakGlassFacts): string[] {
  return [
    '## With a security key',
    'Security keys work in the console only; no command takes them.',
    [
      `1. Sign in to the console as an IAM user: account ${managementAccountId}, your user's name, the password, the key.`,
      `2. Within ${MFA_SECONDS / 60} minutes choose "Switch role" in the menu at the top right. Account: the id from the table. Role: \`${names.path.slice(1)}${names.role}\`, path included.`,
      '3. Later than that you are refused: sign out, and begin again.',
    ].join('\n'),
  ];
}

function afterwards(facts: BreakGlassFacts): string[] {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{
    Effect: 'Deny', Action: '*', Resource: '*', Condition: { DateLessThan: { 'aws:TokenIssueTime': '${NOW}' } },
  }] }).replaceAll('"', '\\"');
  return [
    '## Afterwards',
    [
      '1. Write down who declared the emergency, who took the role, when, and what was done. The audit trail has every call.',
      '2. Mend what kept everybody else out, and undo by the usual way what was done by this one.',
      '3. If somebody used the role whom nobody asked to, or keys may have been seen, end all of its sessions, as an administrator of the account, with `AWS_REGION` set:',
    ].join('\n'),
    block([
      'NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)',
      `aws iam put-role-policy --role-name ${facts.names.role} --policy-name EndSessions \\`,
      `  --policy-document "${policy}"`,
    ]),
    [
      '   The check finds this policy and says so. It may go after the longest session:',
      `   \`aws iam delete-role-policy --role-name ${facts.names.role} --policy-name EndSessions\``,
      '4. Change the access key or the password that was unsealed, and seal the new one.',
    ].join('\n'),
  ];
}

function keeping(facts: BreakGlassFacts): string[] {
  return [
    '## Twice a year: try it',
    [
      'The daily check sees that the roles are there and nothing denies them. It does not see a dead battery, a lost envelope, or a person who left.',
      '',
      '1. Tell those whom the alarm wakes.',
      '2. Each person takes the role in one account, each time another one, and calls nothing but `aws sts get-caller-identity`.',
      '3. The alarm must have come. If it did not, that is what has to be mended.',
      '4. Write down who tried, where and when; seal everything again.',
    ].join('\n'),
    '## When a person or a device changes',
    [
      '1. Make the new user in the management account, without any policy, with a token or a security key and no virtual device, and with a password or an access key as the device needs it. Two people seal it.',
      '2. Name the user in `trustedUsers` beside the others, and deploy. The user must exist before: IAM refuses to trust nobody.',
      '3. Let the new person try, as above.',
      '4. Only then take the old user out of `trustedUsers`, deploy, and delete the user.',
      '',
      'A user who is deleted and made again under the same name is another one. The role trusts the one who is gone until what names it changes: leave the user out for one deployment, and name it again in the next.',
    ].join('\n'),
    `Made for ${facts.accounts.length} account${facts.accounts.length === 1 ? '' : 's'}; print it again whenever a deployment changes it.`,
  ];
}

function block(lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}
