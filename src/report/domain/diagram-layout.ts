import { Lane, drawnLanes } from './diagram-lanes';
import { DrawnPlaces, Place, drawnPlaces } from './diagram-places';
import { AccessReport } from './report-model';

/** Columns from left to right; the drawing grows to the right with each lane, and downwards with rows. */
export const COLUMNS = {
  groups: { x: 8, width: 176 },
  provider: { x: 232, width: 152 },
  center: { x: 420, width: 152 },
  sets: { x: 620, width: 232 },
} as const;
const LANES_X = COLUMNS.sets.x + COLUMNS.sets.width + 22;
const LANE_PITCH = 18;
const ACCOUNTS_WIDTH = 292;

const TOP = 44;
const GROUP = { height: 30, pitch: 38 };
const SET = { height: 44, pitch: 54 };
const HUB_HEIGHT = 58;
const FRAME = { head: 24, row: 26, foot: 6, gap: 10 };
const MOST_GROUPS = 24;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnLane extends Lane {
  readonly box: Box;
  readonly x: number;
  /** Where the line leaves the box: never at the height of a row, or two lines would seem one. */
  readonly port: number;
}

export interface Row {
  readonly place: Place;
  readonly y: number;
  readonly box: Box;
}

export interface Layout {
  readonly groups: readonly { readonly label: string; readonly box: Box }[];
  readonly provider: Box;
  readonly center: Box;
  readonly lanes: readonly DrawnLane[];
  readonly frames: readonly { readonly label: string; readonly box: Box }[];
  readonly rows: readonly Row[];
  readonly summed?: string;
  readonly width: number;
  /** Where the drawing ends and the legend starts. */
  readonly bottom: number;
}

export function layout(report: AccessReport): Layout {
  const drawn = drawnPlaces(report);
  const places = drawn.frames.flatMap((frame) => frame.places);
  const lanes = drawnLanes(report, places);
  const groups = drawnGroups(report);
  const accountsX = LANES_X + lanes.length * LANE_PITCH + 14;
  const accounts = accountColumn(drawn, accountsX);
  const height = Math.max(accounts.height, groups.length * GROUP.pitch, lanes.length * SET.pitch, HUB_HEIGHT);
  const middle = (count: number, pitch: number) => TOP + Math.round((height - count * pitch) / 2);
  const hubY = TOP + Math.round((height - HUB_HEIGHT) / 2);
  const rowsDown = middle(1, accounts.height) - TOP;
  const rows = accounts.rows.map((row) => ({ ...row, y: row.y + rowsDown, box: { ...row.box, y: row.box.y + rowsDown } }));
  return {
    groups: groups.map((label, index) => {
      const y = middle(groups.length, GROUP.pitch) + index * GROUP.pitch;
      return { label, box: { ...COLUMNS.groups, y, height: GROUP.height } };
    }),
    provider: { ...COLUMNS.provider, y: hubY, height: HUB_HEIGHT },
    center: { ...COLUMNS.center, y: hubY, height: HUB_HEIGHT },
    lanes: lanes.map((lane, index) => {
      const box = { ...COLUMNS.sets, y: middle(lanes.length, SET.pitch) + index * SET.pitch, height: SET.height };
      return { ...lane, box, x: LANES_X + index * LANE_PITCH, port: freePort(box, rows.map(({ y }) => y)) };
    }),
    frames: accounts.frames.map((frame) => ({ ...frame, box: { ...frame.box, y: frame.box.y + rowsDown } })),
    rows,
    summed: drawn.summed,
    width: accountsX + ACCOUNTS_WIDTH + 8,
    bottom: TOP + height,
  };
}

function drawnGroups(report: AccessReport): string[] {
  const groups = [...new Set(report.assignments.map(({ group }) => group))];
  return groups.length <= MOST_GROUPS ? groups : [...groups.slice(0, MOST_GROUPS - 1), `${groups.length - MOST_GROUPS + 1} further groups`];
}

function accountColumn({ frames }: DrawnPlaces, x: number): { frames: { label: string; box: Box }[]; rows: Row[]; height: number } {
  let y = TOP;
  const rows: Row[] = [];
  const boxes = frames.map(({ label, places }) => {
    const box = { x, y, width: ACCOUNTS_WIDTH, height: FRAME.head + places.length * FRAME.row + FRAME.foot };
    places.forEach((place, index) => {
      const top = y + FRAME.head + index * FRAME.row;
      rows.push({ place, y: top + FRAME.row / 2, box: { x: x + 6, y: top + 2, width: ACCOUNTS_WIDTH - 12, height: FRAME.row - 4 } });
    });
    y += box.height + FRAME.gap;
    return { label, box };
  });
  return { frames: boxes, rows, height: Math.max(0, y - TOP - FRAME.gap) };
}

function freePort({ y, height }: Box, taken: readonly number[]): number {
  const center = y + height / 2;
  const candidates = [0, 6, -6, 12, -12].map((shift) => center + shift);
  return candidates.find((port) => taken.every((row) => Math.abs(row - port) >= 5)) ?? center;
}
