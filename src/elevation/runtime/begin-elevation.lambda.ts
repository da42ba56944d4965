import { awaitConsent, beginElevation } from './begin-elevation';
import { elevationAdapters } from './elevation-adapters';

const { elevations, executions, schedules, notices, clock } = elevationAdapters(process.env);
const ports = { elevations, clock, executions: executions(), schedules: schedules(), notices: notices() };

type Step = { step: 'await'; id: string; token: string } | { step: 'begin'; id: string };

export async function handler(event: Step): Promise<object> {
  return event.step === 'await' ? { kept: await awaitConsent(event.id, event.token, ports) } : beginElevation(event.id, ports);
}
