import type { AttachedPolicy } from '../../organization/domain/policy-slots';

/** What Organizations allows. */
const DESCRIPTION_CHARACTERS = 512;

/** The end of the description of every policy that a stack makes with this library, so that a later snapshot tells it from policies of others. */
function mark(stackName: string): string {
  return `Made by cdk-zero-trust-landing-zone in ${stackName}.`;
}

export function describedAsOurs(purpose: string, stackName: string): string {
  const plain = purpose.replace(/\.$/, '');
  const room = DESCRIPTION_CHARACTERS - mark(stackName).length - 2;
  return `${plain.length > room ? `${plain.slice(0, room - 1)}…` : plain}. ${mark(stackName)}`;
}

/** Whether one of these stacks made a policy of a snapshot. */
export function madeByUs({ name, description, awsManaged }: Pick<AttachedPolicy, 'name' | 'description' | 'awsManaged'>, stackNames: readonly string[]): boolean {
  // a snapshot may lack descriptions: then the names that only this library gives must do.
  return !awsManaged && (description === '' ? name.startsWith('zero-trust-') : stackNames.some((stackName) => description.endsWith(mark(stackName))));
}
