import type { ApprovalStage, ElevationRule } from './elevation-rules';

/** Who is in a group, by its id. */
export type Members = (groupId: string) => ReadonlySet<string>;

/** Whether the stages of a rule can be passed at all, and by whoever asks: nobody consents twice in one request, nor for themselves. */
export function consentIsReachable({ stages, requesterGroups }: ElevationRule, members: Members): boolean {
  const approvers = new Set(stages.flatMap((stage) => peopleOf(stage.approverGroups, members)));
  const requesters = peopleOf(requesterGroups, members);
  // who is no approver takes nobody away; without anybody who may ask, it is enough that somebody could.
  const asks = requesters.length === 0 || requesters.some((id) => !approvers.has(id)) ? [undefined] : requesters;
  return asks.some((requester) => isPassable(stages, requester, members));
}

/** Each choice of stages must find as many different people as its stages ask for together (Hall's condition). */
function isPassable(stages: readonly ApprovalStage[], requester: string | undefined, members: Members): boolean {
  return choicesOf(stages).every((chosen) => {
    const people = new Set(chosen.flatMap(({ approverGroups }) => peopleOf(approverGroups, members)).filter((id) => id !== requester));
    return people.size >= chosen.reduce((sum, { approvals }) => sum + approvals, 0);
  });
}

function choicesOf<T>(items: readonly T[]): readonly T[][] {
  return items.reduce<T[][]>((choices, item) => [...choices, ...choices.map((chosen) => [...chosen, item])], [[]]);
}

function peopleOf(groupIds: readonly string[], members: Members): string[] {
  return groupIds.flatMap((id) => [...members(id)]);
}
