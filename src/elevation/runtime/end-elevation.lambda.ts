import type { Context } from 'aws-lambda';
import { elevationAdapters } from './elevation-adapters';
import { type EndEvent, endWork } from './end-work';
import { deadlineMs } from '../../private/runtime/deadline';

const { elevations, leases, rules, people, evidence, backend, denials, schedules, notices, clock } = elevationAdapters(process.env);
const ports = {
  elevations, rules, evidence, clock, leases: leases(), people: people(), backend: backend(), denials: denials(), schedules: schedules(),
  notices: notices(),
};

export async function handler(event: EndEvent, context: Context): Promise<object> {
  return endWork(event, ports, deadlineMs(context));
}
