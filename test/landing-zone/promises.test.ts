import { countProofs } from '../../src/landing-zone/domain/counted-proofs';
import type { LandingZoneParts } from '../../src/landing-zone/domain/landing-zone-parts';
import { PROMISED_DETECTIONS } from '../../src/landing-zone/domain/promised-detections';
import { promisesOf } from '../../src/landing-zone/domain/promises';
import { allParts, guardrail, noParts, proof } from '../support/landing-zone-parts';

const IDS = [
  'access-model', 'no-standing-privilege', 'second-factor', 'privilege-for-a-time', 'open-sessions', 'way-in-for-emergencies', 'allowed-regions', 'root-user',
  'security-services', 'long-lived-credentials', 'protected-roles', 'guardrails-stay', 'way-back', 'trail-untampered', 'trail-complete', 'trail-readable', 'findings-together', 'somebody-is-told',
];

function promised(id: string, parts: LandingZoneParts) {
  const found = promisesOf(parts).find((one) => one.id === id)!;
  const kinds = (kind: string) => found.shownBy.filter((one) => one.kind === kind).map(({ what }) => what);
  return { limits: found.limits, shownBy: found.shownBy, template: kinds('template'), evaluation: kinds('evaluation'), runtime: kinds('runtime') };
}

/** What sends events, but from these Regions. */
const sendingFrom = (management: string[], members: string[]) => allParts().forwardings.map((one) => ({ ...one, regions: one.from === 'members' ? members : management }));

/** Everything was made, but for one part. */
const without = (id: string, ...missing: (keyof LandingZoneParts)[]) => promised(id, allParts(Object.fromEntries(missing.map((name) => [name, []]))));

describe('a landing zone in which nothing was made', () => {
  test('promises the same, and nothing shows it', () => {
    expect(promisesOf(noParts()).map(({ id, shownBy }) => [id, shownBy])).toEqual(IDS.map((id) => [id, []]));
  });

  test('says of the second factor where it can be asked for', () => {
    expect(promised('second-factor', noParts()).limits).toEqual([expect.stringContaining('only where people sign in (Okta)')]);
  });
});

describe('a landing zone in which everything was made', () => {
  test('shows every promise, and nothing is left open but whose word the session tag is', () => {
    const all = promisesOf(allParts());
    expect(all.map(({ id }) => id)).toEqual(IDS);
    expect(all.filter(({ shownBy }) => shownBy.length === 0)).toEqual([]);
    expect(all.flatMap(({ limits }) => limits)).toEqual([
      'The session tag is the word of whoever signs people in (Okta): AWS checks nothing.',
      'How long a changed policy takes to arrive everywhere is up to AWS.',
      'Roles that a session has taken do not carry who it is: they last for up to an hour. Sessions of applications last for up to 30 minutes.',
      'Service control policies do not bind the management account: permission sets there carry a policy of IAM that denies the same.',
      'No condition of a policy tells a hardware device from a virtual one: the daily look finds people who have virtual ones only.',
    ]);
  });

  test('says where each piece of evidence is, and by which names, but for answers of the evaluation', () => {
    const evidence = promisesOf(allParts()).flatMap(({ shownBy }) => shownBy);
    expect(evidence.filter(({ where }) => where === '')).toEqual([]);
    expect(evidence.filter(({ kind, names }) => kind !== 'evaluation' && names.length === 0)).toEqual([]);
  });

  test('has all three kinds for the trail that nobody tampers with', () => {
    const { template, evaluation, runtime } = promised('trail-untampered', allParts());
    expect(template).toEqual(['the vault, locked for 2,557 days in COMPLIANCE mode, and its key', 'the trail, which signs its digests', 'deny-audit-tamper, attached to Sandbox']);
    expect(evaluation).toEqual(['the policies of the vault\'s bucket and key were asked, and answer as they must: 1 question', 'changing the vault, its key and what is locked is denied: 1 claim']);
    expect(runtime).toEqual(['every day, all digests and logs of the day before are verified', 'a message is published when it happens']);
  });
});

describe('a part that is missing takes its evidence with it, and no other:', () => {
  test.each<[keyof LandingZoneParts, string, 'template' | 'runtime', string]>([
    ['catalogs', 'access-model', 'template', '2 permission sets, and the run that makes assignments'],
    ['catalogs', 'access-model', 'runtime', 'assignments are made by runs'],
    ['elevations', 'privilege-for-a-time', 'template', '2 policies of elevation, and where every request stands with its history'],
    ['elevations', 'privilege-for-a-time', 'runtime', 'access is lent, and a sweep each minute ends what is over'],
    ['sessionDenials', 'open-sessions', 'template', 'who is denied, and until when'],
    ['sessionDenials', 'open-sessions', 'runtime', 'one function writes the policies, reads them back, and looks each minute whether they still say the same'],
    ['denialPolicies', 'open-sessions', 'template', '2 service control policies above every account, attached before anybody has to be denied'],
    ['breakGlasses', 'way-in-for-emergencies', 'template', 'a role outside Identity Center in 2 accounts'],
    ['breakGlasses', 'way-in-for-emergencies', 'runtime', 'whether the way in is open is looked at each day'],
    ['accountEvents', 'access-model', 'template', 'what tells the account of Identity Center that accounts came or moved'],
    ['accountEvents', 'access-model', 'runtime', 'events about accounts that could not be sent are kept in a queue'],
    ['drifts', 'access-model', 'runtime', 'assignments are compared with the model'],
    ['drifts', 'no-standing-privilege', 'runtime', 'assignments that nobody declared are found'],
    ['detections', 'access-model', 'runtime', 'a message is published when it happens'],
    ['guardrails', 'allowed-regions', 'template', 'deny-allowed-regions, attached to Sandbox'],
    ['detections', 'root-user', 'runtime', 'a message is published when it happens'],
    ['detections', 'guardrails-stay', 'runtime', 'a message is published when it happens'],
    ['vaults', 'trail-untampered', 'template', 'the vault, locked for 2,557 days in COMPLIANCE mode, and its key'],
    ['trails', 'trail-untampered', 'template', 'the trail, which signs its digests'],
    ['guardrails', 'trail-untampered', 'template', 'deny-audit-tamper, attached to Sandbox'],
    ['verifications', 'trail-untampered', 'runtime', 'every day, all digests and logs of the day before are verified'],
    ['trails', 'trail-complete', 'template', 'one trail for every account and Region of the organization'],
    ['vaults', 'trail-complete', 'runtime', 'what AWS Config delivers is copied into the vault'],
    ['recorders', 'trail-complete', 'template', 'recorders of AWS Config and their delivery'],
    ['aggregators', 'trail-complete', 'template', 'what AWS Config recorded, gathered in one account'],
    ['verifications', 'trail-complete', 'runtime', 'every hour, accounts and Regions without a digest of the last two hours are named'],
    ['oktas', 'trail-complete', 'runtime', 'every hour, events of Okta are compared with its System Log'],
    ['views', 'trail-readable', 'template', 'one view over CloudTrail, AWS Config and Okta'],
    ['views', 'trail-readable', 'runtime', 'questions that are saved'],
    ['snapshots', 'trail-readable', 'runtime', 'every night, the people of the identity store are written down'],
    ['postures', 'findings-together', 'template', 'findings of GuardDuty'],
    ['postures', 'findings-together', 'runtime', 'findings of every Region'],
    ['delegations', 'findings-together', 'template', 'the account that administers the services'],
    ['detections', 'somebody-is-told', 'template', '14 detections'],
    ['detections', 'somebody-is-told', 'runtime', 'messages about what happened'],
  ])('%s of %s (%s)', (part, id, kind, what) => {
    const [all, rest] = [promised(id, allParts())[kind], without(id, part)[kind]];
    expect(all).toContain(what);
    expect(rest).not.toContain(what);
    expect(all).toEqual(expect.arrayContaining(rest));
  });

  test('assignments that are made in nested stacks have no run', () => {
    const [side] = allParts().catalogs;
    const { template, runtime } = promised('access-model', allParts({ catalogs: [{ ...side, alarms: [], machines: [], assignments: 9 }] }));
    expect(template).toContain('2 permission sets, and 9 assignments in nested stacks');
    expect(runtime).not.toContain('assignments are made by runs');
  });

  test('proofs, and with them the policies that they are about', () => {
    const { template, evaluation } = promised('root-user', allParts({ proofs: [] }));
    expect([template, evaluation]).toEqual([[], []]);
    expect(promised('way-back', allParts({ proofs: [] }))).toMatchObject({ evaluation: [], template: ['1 policy that the deployment changes can be brought back'] });
  });
});

describe('limits say what is not covered:', () => {
  test.each<[string, string, Partial<LandingZoneParts>, string]>([
    ['policies that are assumed', 'access-model', { assumedPolicies: 1 }, '1 customer managed policy that sets name is not deployed here: that they exist, and what they allow, is assumed.'],
    ['an exception', 'no-standing-privilege', { matrix: {
      assignments: 9, privilegedSets: 1, privileged: 2, unexplained: 0, exceptions: [{ group: 'admins', permissionSet: 'Administrator', accounts: 2, owner: 'secops', expires: '2027-02-01' }],
    } }, 'admins holds Administrator permanently in 2 accounts until 2027-02-01 (owner: secops).'],
    ['a guardrail that is attached nowhere', 'root-user', { guardrails: [guardrail('root-user', { targets: [] })], proofs: [] }, 'deny-root-user is attached nowhere: it binds nobody.'],
    ['exemptions', 'root-user', { guardrails: [guardrail('root-user', { exemptions: 2 })] }, 'deny-root-user leaves 2 exemptions alone, each with an owner and an end (Guardrails).'],
    ['a lock that can be lifted', 'trail-untampered', { vaults: allParts().vaults.map((vault) => ({ ...vault, mode: 'GOVERNANCE' })) },
      'The vault is locked in GOVERNANCE mode: whoever may bypass it, which a guardrail has to deny, takes objects away.'],
    ['a policy of the vault that lets in whom it must not', 'trail-untampered', { vaults: allParts().vaults.map((vault) => ({
      ...vault, answers: [...vault.answers, { question: 'an outsider does not write', holds: false }],
    })) }, 'The policies of the vault answer otherwise than they must: an outsider does not write.'],
    ['a trail without digests', 'trail-untampered', { trails: allParts().trails.map((trail) => ({ ...trail, logFileValidation: false })) }, 'The trail writes no digests: a changed log would not show.'],
    ['a trail of one Region', 'trail-complete', { trails: allParts().trails.map((trail) => ({ ...trail, multiRegion: false })) }, 'The trail does not record every account and Region.'],
    ['no recorders', 'trail-complete', { recorders: [] }, 'No recorder of AWS Config is made here.'],
    ['an account that is not recorded', 'trail-complete', { recorders: allParts().recorders.map((one) => ({
      ...one, leftOut: [{ account: 'sandbox', regions: ['eu-west-1', 'us-east-1'], by: ['foreign'] }],
    })) }, 'AWS Config does not record sandbox in eu-west-1, us-east-1: foreign denies it.'],
    ['no Okta', 'trail-complete', { oktas: [] }, 'No events of an identity provider are recorded here: what happens where people sign in (Okta) is not in the trail.'],
    ['a view that nobody can ask', 'trail-readable', { views: allParts().views.map((view) => ({ ...view, readable: false })) }, 'Nobody can ask the view: no permission set may take the role that reads.'],
    ['ids without people', 'trail-readable', { snapshots: [] }, 'Nobody writes down who is in the identity store: ids stay ids.'],
    ['a Region without findings', 'findings-together', { allowedRegions: ['eu-west-1', 'eu-west-3'] }, 'In eu-west-3, where work is allowed, no findings are gathered.'],
    ['nobody who administers the services', 'findings-together', { delegations: [] }, 'Nothing here makes this account the administrator of GuardDuty and Security Hub.'],
    ['a topic without a subscriber', 'somebody-is-told', { detections: allParts().detections.map((one) => ({ ...one, subscribed: false })) }, 'Nobody is subscribed to the topic told in this app.'],
    ['members that send nothing', 'somebody-is-told', { forwardings: allParts().forwardings.slice(0, 1) }, 'No events of member accounts are sent from eu-west-1, us-east-1.'],
    ['members that do not send from the Region of global services', 'somebody-is-told', { forwardings: sendingFrom(['eu-west-1', 'us-east-1'], ['eu-west-1']) }, 'No events of member accounts are sent from us-east-1.'],
    ['a Region where work is allowed and from which nothing is sent', 'somebody-is-told', { allowedRegions: ['eu-south-1', 'eu-west-1'] },
      'No events are sent from eu-south-1, where work is allowed: what root and break-glass roles do there is not told.'],
    ['one from which only members send', 'somebody-is-told', { allowedRegions: ['eu-south-1'], forwardings: sendingFrom(['eu-west-1', 'us-east-1'], ['eu-south-1', 'eu-west-1', 'us-east-1']) },
      'No events of the management account are sent from eu-south-1, where work is allowed: what root and break-glass roles do there is not told.'],
    ['a management account that sends nothing', 'somebody-is-told', { forwardings: allParts().forwardings.slice(1) }, 'No events of the management account are sent from eu-west-1, us-east-1.'],
  ])('%s', (_, id, change, limit) => {
    expect(promised(id, allParts(change)).limits).toContain(limit);
    expect(promised(id, allParts()).limits).not.toContain(limit);
  });

  test('alarms that tell nobody, counted for what they are over', () => {
    const [verification] = allParts().verifications;
    const alarms = verification.alarms.map((alarm) => ({ ...alarm, tells: alarm.metric !== 'LateChains' }));
    const parts = allParts({ verifications: [{ ...verification, alarms }] });
    expect(promised('trail-complete', parts).limits).toEqual([
      'In audit (2), eu-west-1, 1 of 2 alarms (every hour, accounts and Regions without a digest of the last two hours are named) tells nobody: no action is given.',
    ]);
    expect(promised('trail-untampered', parts).limits).toEqual([]);
  });
});

describe('detections', () => {
  test('that no event reaches show nothing, and are named', () => {
    const { runtime, limits } = without('somebody-is-told', 'forwardings');
    expect(runtime).toEqual(['messages about what happened']);
    expect(limits[0]).toMatch(/^No events reach root-activity, .*identity-center-configuration: nothing here sends them\.$/);
    expect(without('root-user', 'forwardings').runtime).toEqual([]);
  });

  test('of what happens in the audit account come by themselves', () => {
    const { shownBy } = without('somebody-is-told', 'forwardings');
    expect(shownBy.find(({ kind }) => kind === 'runtime')!.names).toContainEqual({
      kind: 'detection', count: 4, names: ['trail-findings', 'trail-gaps', 'detections-tampering', 'okta-stream-off'],
    });
  });
});

describe('an allowed Region', () => {
  const limits = (management: string[], members: string[]) => promised('somebody-is-told', allParts({
    allowedRegions: ['eu-south-1', 'eu-west-1'], forwardings: sendingFrom(management, members),
  })).limits;
  const [both, all] = [['eu-west-1', 'us-east-1'], ['eu-south-1', 'eu-west-1', 'us-east-1']];

  test.each([[both, both, 1], [all, both, 1], [both, all, 1], [all, all, 0]])('from which %j and %j send is a limit only where somebody does not, and one only', (management, members, count) => {
    expect(limits(management, members)).toHaveLength(count);
  });
});

describe('what is told to a topic without a subscriber', () => {
  const unheard = 'Nobody is subscribed to the topic told in this app.';
  const detections = allParts().detections.map((one) => ({ ...one, subscribed: false }));
  const limited = (parts: LandingZoneParts) => promisesOf(parts).filter(({ limits }) => limits.includes(unheard)).map(({ id }) => id);

  test('is a limit, once, of every promise whose evidence is a message, and of no other', () => {
    expect(limited(allParts({ detections }))).toEqual([...Object.keys(PROMISED_DETECTIONS), 'somebody-is-told'].sort((a, b) => IDS.indexOf(a) - IDS.indexOf(b)));
    expect(promised('guardrails-stay', allParts({ detections })).limits).toEqual([unheard]);
    expect(limited(allParts())).toEqual([]);
  });

  test('is none of a promise whose detections nothing reaches', () => {
    expect(promised('guardrails-stay', allParts({ detections, forwardings: [] }))).toMatchObject({ shownBy: [], limits: [] });
  });
});

describe('privileged sets', () => {
  const matrix = { assignments: 9, privilegedSets: 1, privileged: 2, unexplained: 0, exceptions: [] };

  test('that somebody holds by exceptions are counted', () => {
    expect(promised('no-standing-privilege', allParts({ matrix })).evaluation).toEqual(['9 assignments, 2 of 1 privileged set, each by a standing exception']);
  });

  test('that somebody holds without one break the promise, whatever else is there', () => {
    const { evaluation, limits } = promised('no-standing-privilege', allParts({ matrix: { ...matrix, unexplained: 1 } }));
    expect(evaluation).toEqual([]);
    expect(limits).toEqual(['1 assignment of privileged sets has no exception.']);
  });

  test('show nothing where there is no catalogue', () => {
    expect(without('no-standing-privilege', 'catalogs').evaluation).toEqual([]);
  });
});

test('one wrong answer of the policies of the vault leaves nothing of the others', () => {
  const asked = (holds: boolean) => promised('trail-untampered', allParts({ proofs: [], vaults: allParts().vaults.map((vault) => ({
    ...vault, answers: [...vault.answers, { question: 'an outsider does not write', holds }],
  })) })).evaluation;
  expect([asked(true).length, asked(false).length]).toEqual([1, 0]);
});

describe('ways back', () => {
  test('are missed where nothing writes them, and not needed where nothing changes', () => {
    expect(promised('way-back', allParts({ waysBack: undefined })).template).toEqual([]);
    expect(promised('way-back', allParts({ waysBack: { folder: 'rollback', files: [] } })).template).toEqual(['this deployment changes no policy, so nothing has to be taken back']);
  });
});

describe('proofs', () => {
  const notBound = { accountIds: ['1'], reason: 'the management account is not bound' };
  const rootUser = (...proofs: ReturnType<typeof proof>[]) => promised('root-user', allParts({ proofs, detections: [] }));

  test('are counted account by account, each in one list', () => {
    const lines = [
      proof('x', { proved: ['2', '3'], notCovered: [notBound] }),
      proof('x', { proved: ['2'], notCovered: [{ accountIds: ['3'], reason: 'exempt' }, notBound], undetermined: [{ accountIds: ['4'], dependsOn: ['aws:CalledVia'] }] }),
    ];
    expect(countProofs(lines, 'x', 'denied')).toEqual({ source: 'x', expected: 'denied', claims: 2, proved: ['2'], partly: ['3'], notCovered: ['1'], undetermined: ['4'] });
  });

  test('of others, and of what must stay possible, are not counted among the denials of a guardrail', () => {
    const { shownBy } = rootUser(proof('deny-root-user'), proof('deny-root-user', { expected: 'allowed' }), proof('deny-allowed-regions'));
    expect(shownBy.flatMap(({ proofs }) => proofs ?? [])).toEqual([expect.objectContaining({ source: 'deny-root-user', expected: 'denied', claims: 1 })]);
  });

  test('say of whom they are not, why, and for how many of the claims', () => {
    const exempt = { accountIds: ['3'], reason: 'exempt until 2027-05-01 (SEC-400)' };
    const { limits } = rootUser(proof('deny-root-user', { proved: ['2'], notCovered: [notBound, exempt] }), proof('deny-root-user', { notCovered: [notBound] }));
    expect(limits).toEqual([
      'Not proved for management (deny-root-user): the management account is not bound.',
      'Not proved for sandbox (deny-root-user, 1 of 2 claims): exempt until 2027-05-01 (SEC-400).',
    ]);
  });

  test.each([[['1', '2', '3'], 'management, audit, sandbox'], [['1', '2', '3', '4'], '4 accounts']])('of %j name them as %s', (accountIds, who) => {
    expect(rootUser(proof('deny-root-user', { notCovered: [{ accountIds, reason: 'draft' }] })).limits).toEqual([`Not proved for ${who} (deny-root-user): draft.`]);
  });

  test('that hold for nobody yet show nothing, nor does the policy, which is attached where nothing is of what they are about', () => {
    const { shownBy, limits } = rootUser(proof('deny-root-user', { proved: [], notCovered: [{ accountIds: ['2', '3'], reason: 'observe: not attached yet' }] }));
    expect(shownBy).toEqual([]);
    expect(limits).toEqual([
      '1 claim of deny-root-user (what root asks for is denied) is proved for no account yet.',
      'Not proved for audit, sandbox (deny-root-user): observe: not attached yet.',
    ]);
  });

  test('whose answer hangs on something unknown are no gap without a name', () => {
    const { limits } = rootUser(proof('deny-root-user', { proved: ['2'], undetermined: [{ accountIds: ['3'], dependsOn: ['aws:PrincipalTag/team'] }] }));
    expect(limits).toEqual(['Not proved for sandbox (deny-root-user): the answer hangs on aws:PrincipalTag/team.']);
  });
});
