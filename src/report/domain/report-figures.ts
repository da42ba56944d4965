import { counted, thousands } from './number-words';
import { proofReachOf } from './proof-reach';
import { AccessReport } from './report-model';

/** One number of the summary, with what puts it in proportion. */
export interface Figure {
  readonly label: string;
  readonly value: number;
  readonly note: string;
  /** True when a reviewer should look there first. */
  readonly attention: boolean;
}

export function reportFigures(report: AccessReport): Figure[] {
  const { accounts, assignments, guardrails, organization, permissionSets, standingExceptions, warnings } = report;
  const inactive = accounts.filter(({ status }) => status !== 'ACTIVE').length;
  const units = new Set(accounts.map(({ unit }) => unit).filter(Boolean)).size;
  const privileged = permissionSets.filter((set) => set.privileged).length;
  const inManagement = assignments.filter(({ accountId }) => accountId === organization.managementAccountId).length;
  const exemptions = guardrails.reduce((sum, guardrail) => sum + guardrail.exemptions.length, 0);
  const calm = (label: string, value: number, note: string) => ({ label, value, note, attention: false });
  return [
    { label: 'Warnings', value: warnings.length, note: 'from the synth', attention: warnings.length > 0 },
    {
      label: 'Standing exceptions',
      value: standingExceptions.length,
      note: 'privileged sets held permanently',
      attention: standingExceptions.length > 0,
    },
    calm('Accounts', accounts.length, `in ${counted(units, 'unit')}${inactive > 0 ? `, ${inactive} not active` : ''}`),
    calm('Groups', new Set(assignments.map(({ group }) => group)).size, 'that hold something'),
    calm('Permission sets', permissionSets.length, `${privileged} privileged`),
    calm('Assignments', assignments.length, `${inManagement} in the management account`),
    calm('Guardrails', guardrails.length, `with ${counted(exemptions, 'exemption')}`),
    proofs(report),
  ];
}

/** A claim may be proved for no account yet, because its guardrail is attached nowhere: that is not a proof that holds. */
function proofs(report: AccessReport): Figure {
  const reaches = report.proofs.map(proofReachOf(report));
  const held = reaches.filter(({ proved }) => proved > 0);
  const nowhere = reaches.length - held.length;
  const partly = held.filter(({ complete }) => !complete).length;
  const note = [
    `of ${thousands(reaches.length)} hold`,
    ...(nowhere > 0 ? [`${thousands(nowhere)} not claimed anywhere yet`] : []),
    ...(partly > 0 ? [`${thousands(partly)} not yet covered everywhere`] : []),
  ];
  return { label: 'Proofs', value: held.length, note: reaches.length === 0 ? 'nothing was asked' : note.join('; '), attention: false };
}
