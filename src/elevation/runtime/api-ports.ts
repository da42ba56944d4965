import type { CallerPorts } from './api-caller';
import type { ElevationPorts } from './ports';
import type { EndWorkers } from './sweep-ports';

/** One line for each call: ids and outcomes, nothing that people wrote and no token. */
export interface ApiLogEntry {
  readonly requestId?: string;
  readonly route: string;
  readonly status: number;
  readonly callerId?: string;
  readonly elevationId?: string;
  readonly problem?: string;
  readonly reason?: string;
  /** What failed, without its message, in which anything may stand. */
  readonly failure?: string;
}

/** Nothing by which access could be given. */
export interface ApiPorts extends CallerPorts, Pick<ElevationPorts, 'elevations' | 'rules' | 'people' | 'executions' | 'clock'> {
  readonly enders: EndWorkers;
  log(entry: ApiLogEntry | { readonly left: string; readonly elevationId: string; readonly failure: string }): void;
}
