import type { Elevation } from '../domain/elevation';

/** What became of an item of the table: its key, and what it holds now. */
export interface TableChange {
  readonly key: string;
  readonly elevation?: string;
  readonly evidence?: string;
}

export interface VaultRecords {
  /** Adds one object below the evidence of elevations; again with the same content it does no harm. */
  add(name: string, json: string): Promise<void>;
}

/** Adds each revision of an elevation to the vault, and what is kept of its end. Changes come at least once; a name holds one content. */
export async function recordElevations(changes: readonly TableChange[], vault: VaultRecords): Promise<void> {
  for (const { key, elevation, evidence } of changes) {
    if (key.startsWith('elevation/') && elevation !== undefined) {
      const { id, revision, requestedAtMs } = JSON.parse(elevation) as Elevation;
      await vault.add(`${day(requestedAtMs)}/${id}/${revision}.json`, elevation);
    } else if (key.startsWith('evidence/') && evidence !== undefined) {
      const { elevationId, clocks } = JSON.parse(evidence) as { elevationId: string; clocks: { requested: string } };
      await vault.add(`${day(Date.parse(clocks.requested))}/${elevationId}/evidence.json`, evidence);
    }
  }
}

function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '/');
}
