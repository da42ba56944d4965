import { apiAdapters } from './api-adapters';
import type { ApiAnswer } from './api-answer';
import { apiEnvironment } from './api-environment';
import type { ApiEvent } from './api-event';
import { elevationApi } from './elevation-api';

const ports = apiAdapters(apiEnvironment(process.env));

export async function handler(event: ApiEvent): Promise<ApiAnswer> {
  return elevationApi(event, ports);
}
