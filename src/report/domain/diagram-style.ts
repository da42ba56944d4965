import { Colours, DARK, LIGHT, colourEntries } from './page-colours';

/** The page's colours where there is a page, else the same ones: the drawing must also stand alone. */
function colours(scheme: Colours): string {
  return colourEntries(scheme).map(([variable, colour]) => `--d-${variable}: var(--${variable}, ${colour});`).join(' ');
}

export const DIAGRAM_STYLE = `
.access-diagram { ${colours(LIGHT)} font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif; }
@media screen and (prefers-color-scheme: dark) { .access-diagram { ${colours(DARK)} } }
.access-diagram text { fill: var(--d-ink); unicode-bidi: isolate; white-space: pre; }
.access-diagram .d-name { font-size: 13px; }
.access-diagram .d-strong { font-size: 13px; font-weight: 600; }
.access-diagram .d-head { font-size: 12px; font-weight: 600; fill: var(--d-soft); }
.access-diagram .d-small { font-size: 11px; fill: var(--d-soft); }
.access-diagram .d-paper { fill: var(--d-paper); }
.access-diagram .d-box { fill: var(--d-paper); stroke: var(--d-strong-line); }
.access-diagram .d-frame { fill: var(--d-page); stroke: var(--d-line); }
.access-diagram .d-hub { fill: var(--d-paper); stroke: var(--d-accent); stroke-width: 1.5; }
.access-diagram .d-marked { fill: var(--d-alert-tint); stroke: var(--d-alert); stroke-width: 1.2; }
.access-diagram .d-inner { fill: none; stroke: var(--d-alert); stroke-width: 1; }
.access-diagram .d-path { fill: none; stroke: var(--d-strong-line); stroke-width: 1.4; }
.access-diagram .d-arrow { fill: var(--d-strong-line); }
.access-diagram .d-guide { stroke: var(--d-strong-line); stroke-width: .7; }
.access-diagram .d-halo { fill: none; stroke: var(--d-paper); stroke-width: 5; }
.access-diagram .d-lane { color: var(--d-accent); }
.access-diagram .d-lane.d-odd { color: var(--d-soft); }
.access-diagram .d-lane.d-privileged { color: var(--d-alert); }
.access-diagram .d-line { fill: none; stroke: currentColor; stroke-width: 1.6; }
.access-diagram .d-privileged .d-line { stroke-dasharray: 6 3; }
.access-diagram .d-all { fill: currentColor; stroke: currentColor; stroke-width: 1.6; }
.access-diagram .d-some { fill: var(--d-paper); stroke: currentColor; stroke-width: 1.6; }
.access-diagram .d-lane:hover .d-line { stroke-width: 3; }
`;
