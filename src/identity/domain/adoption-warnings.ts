import type { Adoption } from './adoption';
import { listed } from '../../organization/domain/problem';

/** What a plain deployment would fail on, for whoever reads the output of a synth. */
export function adoptionWarnings({ stacks, obstacles }: Adoption): { id: string; message: string }[] {
  const sets = stacks.flatMap((one) => one.sets.map(({ name }) => name));
  const assignments = stacks.filter(({ stack }) => stack.engine === 'native').flatMap((one) => one.assignments);
  const accounts = new Set(assignments.map(({ accountId }) => accountId)).size;
  const what = [
    ...(sets.length === 0 ? [] : [`the permission sets ${listed(sets)}`]),
    ...(assignments.length === 0 ? [] : [`${assignments.length} of the assignments, in ${accounts === 1 ? 'one account' : `${accounts} accounts`},`]),
  ].join(' and ');
  return [
    ...(what === '' ? [] : [{
      id: 'adoption-needed',
      message: `When the snapshot was taken, ${what} existed already; a plain deployment would fail on them. The folder 'adoption' of the cloud assembly says how to take them over first.`,
    }]),
    ...obstacles.map((obstacle) => ({ id: 'adoption-obstacle', message: `${obstacle[0].toUpperCase()}${obstacle.slice(1)}.` })),
  ];
}
