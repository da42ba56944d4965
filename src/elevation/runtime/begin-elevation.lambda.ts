import { SFNClient } from '@aws-sdk/client-sfn';
import { awaitConsent, beginElevation } from './begin-elevation';
import { elevationAdapters } from './elevation-adapters';
import { StepFunctionsElevations } from './step-functions-elevations';
import { givenBy } from '../elevation-environment';

const { elevations, schedules, notices, clock } = elevationAdapters(process.env);
const executions = new StepFunctionsElevations(new SFNClient({}), givenBy(process.env)('stateMachineArn'));
const ports = { elevations, clock, executions, schedules: schedules(), notices: notices() };

type Step = { step: 'await'; id: string; token: string } | { step: 'begin'; id: string };

export async function handler(event: Step): Promise<object> {
  return event.step === 'await' ? { kept: await awaitConsent(event.id, event.token, ports) } : beginElevation(event.id, ports);
}
