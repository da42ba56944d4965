import type { Context } from 'aws-lambda';
import { accessBackend } from './backend-adapter';
import { elevationAdapters } from './elevation-adapters';
import { lendAccess } from './lend-access';
import { deadlineMs } from '../../private/runtime/deadline';

const { elevations, leases, rules, pinnedRules, people, notices, clock } = elevationAdapters(process.env);
const ports = { elevations, rules, pinnedRules, clock, leases: leases(), backend: accessBackend(process.env), people: people(), notices: notices() };

export async function handler({ id }: { id: string }, context: Context): Promise<object> {
  return lendAccess(id, ports, deadlineMs(context));
}
