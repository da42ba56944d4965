import type { Context } from 'aws-lambda';
import { elevationAdapters } from './elevation-adapters';
import { sweepElevations } from './sweep-elevations';
import { deadlineMs } from '../../private/runtime/deadline';
import { ELEVATION_ENVIRONMENT } from '../elevation-environment';

const { elevations, leases, rules, people, executions, backend, enders, unexplained, notices, metrics, clock } = elevationAdapters(process.env);
const told = notices();
const ports = {
  elevations, rules, unexplained, clock, leases: leases(), people: people(), executions: executions(), backend: backend(), enders: enders(),
  notices: told, attention: told, metrics: metrics(),
};
// a few of the calls of Identity Center, which the whole organization shares.
const options = { quarantine: process.env[ELEVATION_ENVIRONMENT.quarantine] === 'true', placesAtMost: 20 };

export async function handler(_: unknown, context: Context): Promise<object> {
  return sweepElevations(options, ports, deadlineMs(context));
}
