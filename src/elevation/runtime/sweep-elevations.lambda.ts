import type { Context } from 'aws-lambda';
import { accessBackend } from './backend-adapter';
import { elevationAdapters } from './elevation-adapters';
import { sweepAdapters } from './sweep-adapters';
import { sweepElevations } from './sweep-elevations';
import { deadlineMs } from '../../private/runtime/deadline';
import { ELEVATION_ENVIRONMENT } from '../elevation-environment';

const { elevations, leases, rules, people, notices, clock } = elevationAdapters(process.env);
const told = notices();
const ports = {
  elevations, rules, clock, backend: accessBackend(process.env), leases: leases(), people: people(),
  notices: told, attention: told, ...sweepAdapters(process.env),
};
// a few of the calls of Identity Center, which the whole organization shares.
const options = { quarantine: process.env[ELEVATION_ENVIRONMENT.quarantine] === 'true', placesAtMost: 20 };

export async function handler(_: unknown, context: Context): Promise<object> {
  return sweepElevations(options, ports, deadlineMs(context));
}
