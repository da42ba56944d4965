import type { Context } from 'aws-lambda';
import { accessBackend } from './backend-adapter';
import { elevationAdapters } from './elevation-adapters';
import { type EndEvent, endWork } from './end-work';
import { deadlineMs } from '../../private/runtime/deadline';

const { elevations, leases, rules, people, evidence, denials, schedules, notices, clock } = elevationAdapters(process.env);
const ports = {
  elevations, rules, evidence, clock, backend: accessBackend(process.env), leases: leases(), people: people(), denials: denials(),
  schedules: schedules(), notices: notices(),
};

export async function handler(event: EndEvent, context: Context): Promise<object> {
  return endWork(event, ports, deadlineMs(context));
}
