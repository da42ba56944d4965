import { type ApiAnswer, type ApiOutcome, apiAnswer, problem } from './api-answer';
import { apiCaller } from './api-caller';
import type { ApiCall, ApiEvent } from './api-event';
import type { ApiPorts } from './api-ports';
import { endEarly } from './end-early';
import { extendElevation } from './extend-elevation';
import { failureName } from './failure-name';
import { giveConsent } from './give-consent';
import { listElevations } from './list-elevations';
import { readCall } from './read-call';
import { readElevation } from './read-elevation';
import { readOptions } from './read-options';
import { rejectElevation } from './reject-elevation';
import { requestElevation } from './request-elevation';
import { withdrawElevation } from './withdraw-elevation';
import { API_ROUTES, type ApiRoute, type OperationId, routeKey } from '../domain/api-routes';

const OPERATIONS: Readonly<Record<OperationId, (call: ApiCall, ports: ApiPorts) => Promise<ApiOutcome>>> = {
  requestElevation, listElevations, readElevation, giveConsent, rejectElevation, withdrawElevation, endEarly, extendElevation, readOptions,
};

/** Answers one call, whatever happens, and writes one line about it. */
export async function elevationApi(event: ApiEvent, ports: ApiPorts): Promise<ApiAnswer> {
  const route = API_ROUTES.find((one) => routeKey(one) === event.routeKey);
  const about: { callerId?: string; failure?: string } = {};
  const outcome = route ? await served(event, route, about, ports) : problem('not-found');
  const answer = apiAnswer(outcome, route?.status ?? 404);
  ports.log({
    requestId: event.requestContext.requestId, route: route?.operationId ?? 'none', status: answer.statusCode, ...about,
    ...(outcome.kind === 'elevation' ? { elevationId: outcome.elevation.id } : {}),
    ...(outcome.kind === 'problem' ? { problem: outcome.name, reason: outcome.reason } : {}),
  });
  return answer;
}

async function served(event: ApiEvent, route: ApiRoute, about: { callerId?: string; failure?: string }, ports: ApiPorts): Promise<ApiOutcome> {
  try {
    const callerId = await apiCaller(event.requestContext.authorizer, ports);
    // whoever was disabled may hold a token that is good for a while yet.
    if (callerId === undefined || (await ports.people.find(callerId))?.enabled !== true) {
      return problem('unknown-caller');
    }
    about.callerId = callerId;
    const call = readCall(event, route, callerId);
    return 'kind' in call ? call : await OPERATIONS[route.operationId](call, ports);
  } catch (error) {
    about.failure = failureName(error);
    return problem('failed');
  }
}
