import { sampleReport } from './sample-report';
import type { AccessReport, AccountFacts, AssignmentRow, ProofFacts } from '../../src/report/domain/report-model';

export interface Size {
  readonly accounts: number;
  readonly units: number;
  readonly groups: number;
  readonly sets: number;
  /** A group holds its set in one of so many accounts; 1 means in all. */
  readonly every?: number;
  /** Claims, half of them denials that some units do not have yet. */
  readonly proofs?: number;
}

/** An organization of any size, the same one each time. */
export function sizedReport({ accounts: accountCount, units, groups, sets, every = 1, proofs = 0 }: Size): AccessReport {
  const sample = sampleReport();
  const accounts: AccountFacts[] = Array.from({ length: accountCount }, (_, index) => ({
    id: String(100_000_000_000 + index),
    name: `account-${String(index).padStart(4, '0')}`,
    unit: index === 0 ? '' : `Division-${(index % units) % 7}/Team-${index % units}`,
    status: 'ACTIVE',
    roles: index === 0 ? ['management'] : [],
  }));
  const permissionSets = Array.from({ length: sets }, (_, index) => ({
    ...sample.permissionSets[0],
    name: `Set-${index}`,
    privileged: index === sets - 1,
  }));
  const assignments: AssignmentRow[] = Array.from({ length: groups }, (_, group) => group).flatMap((group) =>
    accounts.filter((_, index) => (index + group) % every === 0)
      .map(({ id }) => ({ group: `group-${group}`, permissionSet: `Set-${group % sets}`, accountId: id })));
  const targets = Object.fromEntries(accounts.map(({ id, name }) => [id, { name, scpAttached: 1, scpBytes: 131, rcpAttached: 1 }]));
  const later = accounts.slice(1).filter((_, index) => index % 3 > 0);
  const [{ levels }] = sample.chains;
  return sampleReport({
    organization: { ...sample.organization, managementAccountId: accounts[0].id },
    accounts,
    permissionSets,
    assumedPolicies: [],
    assignments,
    standingExceptions: [],
    guardrails: sample.guardrails.map((guardrail) => ({ ...guardrail, notYetEnforced: later.map(({ id }) => id) })),
    proofs: Array.from({ length: proofs }, (_, index) => sizedProof(index, accounts, sample.proofs)),
    policySlots: { before: { ...sample.policySlots.before, targets }, after: { ...sample.policySlots.after, targets } },
    chains: accounts.map(({ id, name, unit }, index) => {
      const above = index === 0 ? [] : [{ ...levels[1], targetId: `ou-size-${String(index % units).padStart(8, '0')}`, targetName: unit }];
      return { accountId: id, bound: index > 0, levels: [levels[0], ...above, { ...levels[2], targetId: id, targetName: name }] };
    }),
  });
}

function sizedProof(index: number, [management, ...members]: readonly AccountFacts[], samples: readonly ProofFacts[]): ProofFacts {
  const expected = index % 2 === 0 ? 'allowed' : 'denied';
  const like = samples.filter((proof) => proof.expected === expected);
  const later = expected === 'allowed' ? [] : members.filter(({ unit }) => unit.startsWith('Division-3/') || unit.endsWith(`-${index % 9}`));
  const left = new Set(later);
  return {
    ...like[index % like.length],
    claim: `Claim ${index} holds`,
    source: `Source ${index % 12}`,
    expected,
    proved: members.filter((account) => !left.has(account)).map(({ id }) => id),
    notCovered: [
      { accountIds: [management.id], reason: 'the management account is not bound' },
      ...(later.length > 0 ? [{ accountIds: later.map(({ id }) => id), reason: 'observe: not attached yet' }] : []),
    ],
    undetermined: [],
  };
}

/** Names that try to leave their place: tags, quotes, table cells, links, another reading direction, other scripts. */
export const HOSTILE_NAMES: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  ']]></style><style>*{display:none}',
  '&lt;b&gt; & &amp;',
  'a|b\nc`d`\r\n# heading',
  '![image](https://pixel.example/x.png) [link](javascript:alert(1))',
  '**bold** _em_ ~~gone~~ <!-- comment -->',
  'قسم-العمليات الأمنية',
  'צוות־אבטחה',
  '\u202egnp.exe\u202c',
  'aws\u200b-ops',
  'null\u0000 bell\u0007 half\ud83d',
  '金融決済基盤本番環境アカウント',
  '👩‍🚀🛰️ 🏳️‍🌈',
  'WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW',
  'a-group-name-that-the-identity-provider-let-somebody-make-longer-than-anybody-would-ever-want-to-read-aloud',
  '${name} {{name}} <%= name %>',
  '__proto__',
  'constructor',
];

/** The sample with every name, reason and address replaced by a hostile one. */
export function hostileReport(): AccessReport {
  const sample = sampleReport();
  let next = 0;
  const hostile = () => HOSTILE_NAMES[next++ % HOSTILE_NAMES.length];
  const setNames = new Map(sample.permissionSets.map(({ name }, index) => [name, HOSTILE_NAMES[index]]));
  const groupNames = new Map([...new Set(sample.assignments.map(({ group }) => group))].map((group, index) => [group, HOSTILE_NAMES[index + 6]]));
  return sampleReport({
    organization: { ...sample.organization, id: HOSTILE_NAMES[0], identityProvider: HOSTILE_NAMES[1] },
    promises: HOSTILE_NAMES.map((text, index) => ({
      id: `hostile-${index}`,
      promise: text,
      shownBy: (['template', 'evaluation', 'runtime'] as const).map((kind) => ({
        kind,
        what: text,
        where: text,
        names: [{ kind: text, count: 1, names: [text] }, { kind: text, count: 6, names: Array<string>(6).fill(text) }],
        proofs: { source: text, expected: 'denied' as const, claims: 1, proved: [text], partly: [text], notCovered: [text], undetermined: [text] },
      })),
      limits: [text, text],
    })),
    accounts: sample.accounts.map((account, index) => ({ ...account, name: HOSTILE_NAMES[index], unit: HOSTILE_NAMES[index % 5 + 12] })),
    permissionSets: sample.permissionSets.map((set) => ({
      ...set,
      name: setNames.get(set.name)!,
      description: hostile(),
      managementName: hostile(),
      managedPolicies: [hostile()],
      customerManagedPolicies: [hostile()],
      permissionsBoundary: hostile(),
    })),
    assumedPolicies: HOSTILE_NAMES.map((text) => ({ policy: text, permissionSets: [text, text], accountIds: [text] })),
    assignments: sample.assignments.map(({ group, permissionSet, accountId }) => ({
      group: groupNames.get(group)!,
      permissionSet: setNames.get(permissionSet)!,
      accountId,
    })),
    standingExceptions: HOSTILE_NAMES.map((text) => ({
      group: text, permissionSet: text, accountIds: [text], reason: text, owner: text, expires: text,
    })),
    guardrails: HOSTILE_NAMES.map((text) => ({
      name: text,
      type: text as never,
      purpose: text,
      bytes: 1,
      bytesAllowed: 2,
      heldBy: [text, text],
      stages: [{
        unit: text,
        stage: text,
        acknowledgement: text,
        evidence: { from: text, to: text, evaluated: 1, denied: 2, undeterminable: 3, approver: text },
      }],
      targets: [{ id: text, name: text }],
      notYetEnforced: [text],
      exemptActions: [{ actions: [text], reason: text, confined: true }],
      exemptions: [{ principals: [text], accountIds: [text], reason: text, owner: text, ticket: text, expires: text }],
    })),
    proofs: HOSTILE_NAMES.flatMap((text) => (['allowed', 'denied'] as const).map((expected) => ({
      claim: text,
      expected,
      source: text,
      principal: text,
      action: text,
      resource: text,
      region: text,
      proved: [text],
      notCovered: [{ accountIds: [text], reason: text }],
      undetermined: [{ accountIds: [text], dependsOn: [text, text] }],
    }))),
    chains: sample.chains.map((chain) => ({
      ...chain,
      levels: chain.levels.map((level) => ({
        ...level,
        targetName: hostile(),
        policies: level.policies.map((policy) => ({ ...policy, name: hostile() })),
        rcps: { ...level.rcps, policies: level.rcps.policies.map((policy) => ({ ...policy, name: hostile() })) },
      })),
    })),
    policySlots: {
      before: sample.policySlots.before,
      after: {
        ...sample.policySlots.after,
        targets: Object.fromEntries(HOSTILE_NAMES.map((text) => [text, { name: text, scpAttached: 2, scpBytes: 5, rcpAttached: 1 }])),
      },
    },
    trail: { ...sample.trail!, name: hostile(), bucketName: hostile(), keyAlias: hostile() },
    stacks: HOSTILE_NAMES.map((text) => ({ name: text, accountId: text, region: text, holds: text })),
    warnings: HOSTILE_NAMES,
  });
}
