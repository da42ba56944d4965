/** The lines under a heading, up to the next one of the same or a higher level. */
export function under(text: string, heading: string): string[] {
  const lines = text.split('\n');
  const start = lines.indexOf(heading);
  expect(start).toBeGreaterThan(-1);
  const level = heading.indexOf(' ');
  const end = lines.findIndex((line, index) => index > start && /^#+ /.test(line) && line.indexOf(' ') <= level);
  return lines.slice(start + 1, end < 0 ? undefined : end);
}

/** Cells of the first table among the lines, without head and rule. */
export function rows(lines: readonly string[]): string[][] {
  const start = lines.findIndex((line) => line.startsWith('| --- |')) + 1;
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  return lines.slice(start, length < 0 ? undefined : start + length).map((line) => line.slice(2, -2).split(' | '));
}
