import { breakGlassTrust } from '../../src/elevation/domain/break-glass';
import { iamDeviceReader } from '../../src/elevation/runtime/iam-device-reader';
import { iamRoleReader } from '../../src/elevation/runtime/iam-role-reader';
import { organizationsChainReader } from '../../src/elevation/runtime/organizations-chain-reader';
import { ALLOW_ALL } from '../../src/policy/domain/document';
import { FIRST, SECOND } from '../support/break-glass-fixture';
import { PRODUCTION, SANDBOX } from '../support/small-organization';

type Answers = Record<string, (input: any) => object>;

/** A client that answers by the name of the command, and what it was asked. */
function answering(answers: Answers) {
  const asked: string[] = [];
  const send = async ({ constructor, input }: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const name = constructor.name.replace(/Command$/, '');
    asked.push(`${name} ${input.TargetId ?? input.ChildId ?? input.PolicyId ?? input.UserName ?? input.RoleName} ${input.Filter ?? ''}`.trim());
    return answers[name](input);
  };
  return { client: { send } as any, asked };
}

function refusing(name: string): never {
  throw Object.assign(new Error(name), { name });
}

/** Pages of one item each. */
const paged = (items: unknown[], member: string) => ({ Marker }: any) => {
  const at = Number(Marker ?? 0);
  return { [member]: items.slice(at, at + 1), IsTruncated: at + 1 < items.length, Marker: String(at + 1) };
};

describe('roles', () => {
  const answers: Answers = {
    GetRole: () => ({ Role: {
      Path: '/member-zero-trust/', MaxSessionDuration: 7200, AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(breakGlassTrust([FIRST, SECOND]))),
    } }),
    ListAttachedRolePolicies: paged([{ PolicyArn: 'arn:one' }, { PolicyArn: 'arn:two' }], 'AttachedPolicies'),
    ListRolePolicies: paged(['three', 'four', 'five'], 'PolicyNames'),
  };
  const reader = (change: Answers = {}) => iamRoleReader('zero-trust-break-glass', async () => answering({ ...answers, ...change }).client);

  test('are read with every page of their policies', async () => {
    expect(await reader().read(SANDBOX)).toEqual({
      path: '/member-zero-trust/', trust: breakGlassTrust([FIRST, SECOND]), maxSessionSeconds: 7200,
      managedPolicies: ['arn:one', 'arn:two'], inlinePolicies: ['three', 'four', 'five'],
    });
  });

  test('that are not there are told from those that cannot be read', async () => {
    expect(await reader({ GetRole: () => refusing('NoSuchEntityException') }).read(SANDBOX)).toBeUndefined();
    await expect(reader({ GetRole: () => refusing('AccessDenied') }).read(SANDBOX)).rejects.toThrow('AccessDenied');
    // what is there a moment before is not taken for gone.
    await expect(reader({ ListRolePolicies: () => refusing('NoSuchEntityException') }).read(SANDBOX)).rejects.toThrow('NoSuchEntity');
  });

  test('show their boundary', async () => {
    const bounded = reader({ GetRole: () => ({ Role: { AssumeRolePolicyDocument: '{}', PermissionsBoundary: { PermissionsBoundaryArn: 'arn:boundary' } } }) });
    expect(await bounded.read(SANDBOX)).toMatchObject({ boundary: 'arn:boundary', path: '/' });
  });
});

test('devices are asked for by the name of the user, whatever its path, page by page', async () => {
  const { client, asked } = answering({ ListMFADevices: paged([{ SerialNumber: 'a' }, { SerialNumber: 'b' }], 'MFADevices') });
  expect(await iamDeviceReader(client).serialNumbers(FIRST)).toEqual(['a', 'b']);
  expect(asked).toEqual(['ListMFADevices first', 'ListMFADevices first']);
});

test('a user who is not there is told from one who cannot be read', async () => {
  const reader = (error: string) => iamDeviceReader(answering({ ListMFADevices: () => refusing(error) }).client);
  expect(await reader('NoSuchEntityException').serialNumbers(FIRST)).toBeUndefined();
  await expect(reader('Throttling').serialNumbers(FIRST)).rejects.toThrow('Throttling');
});

describe('policies above accounts', () => {
  const parents: Record<string, string> = { [SANDBOX]: 'ou-one', [PRODUCTION]: 'ou-one', 'ou-one': 'r-root' };
  const answers: Answers = {
    ListParents: ({ ChildId }) => ({ Parents: [{ Id: parents[ChildId] }] }),
    ListPoliciesForTarget: ({ TargetId, Filter, NextToken }) => {
      if (Filter === 'RESOURCE_CONTROL_POLICY') {
        return { Policies: [{ Id: 'p-RCPFullAWSAccess', Name: 'RCPFullAWSAccess' }] };
      }
      return NextToken ? { Policies: [{ Id: `p-${TargetId}`, Name: `own of ${TargetId}` }] } : { Policies: [{ Id: 'p-full', Name: 'FullAWSAccess' }], NextToken: 'more' };
    },
    DescribePolicy: () => ({ Policy: { Content: JSON.stringify(ALLOW_ALL) } }),
  };

  test('come from the root down, with every page, without what every resource has', async () => {
    const levels = await organizationsChainReader(answering(answers).client).levelsAbove(SANDBOX);
    expect(levels.map(({ id, scps, rcps }) => [id, scps.map(({ name }) => name), rcps])).toEqual(
      ['r-root', 'ou-one', SANDBOX].map((id) => [id, ['FullAWSAccess', `own of ${id}`], []]),
    );
    expect(levels[0].scps[0].document).toEqual(ALLOW_ALL);
  });

  test('that accounts share are asked for once, and anew by another reader', async () => {
    const { client, asked } = answering(answers);
    const reader = organizationsChainReader(client);
    await reader.levelsAbove(SANDBOX);
    await reader.levelsAbove(PRODUCTION);
    const listed = asked.filter((call) => /^(ListParents|DescribePolicy) /.test(call));
    expect(new Set(listed).size).toBe(listed.length);
    expect(asked.filter((call) => call === 'ListPoliciesForTarget r-root SERVICE_CONTROL_POLICY')).toHaveLength(2);
    await organizationsChainReader(client).levelsAbove(SANDBOX);
    expect(asked.filter((call) => call === 'ListPoliciesForTarget r-root SERVICE_CONTROL_POLICY')).toHaveLength(4);
  });

  test('of a type that the partition does not have are none; any other refusal is one', async () => {
    const reader = (error: string) => organizationsChainReader(answering({
      ...answers, ListPoliciesForTarget: (input) => (input.Filter === 'RESOURCE_CONTROL_POLICY' ? refusing(error) : answers.ListPoliciesForTarget(input)),
    }).client);
    expect((await reader('UnsupportedAPIEndpointException').levelsAbove(SANDBOX)).map(({ rcps }) => rcps)).toEqual([[], [], []]);
    await expect(reader('TooManyRequestsException').levelsAbove(SANDBOX)).rejects.toThrow('TooManyRequests');
  });

  test('that could not be read once are asked for again', async () => {
    let failing = true;
    const reader = organizationsChainReader(answering({ ...answers, DescribePolicy: () => (failing ? refusing('ServiceException') : answers.DescribePolicy({})) }).client);
    await expect(reader.levelsAbove(SANDBOX)).rejects.toThrow('ServiceException');
    failing = false;
    expect(await reader.levelsAbove(SANDBOX)).toHaveLength(3);
  });
});
