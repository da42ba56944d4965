import { Colours, DARK, LIGHT, colourEntries } from './page-colours';

function colours(scheme: Colours): string {
  return colourEntries(scheme).map(([variable, colour]) => `--${variable}: ${colour};`).join(' ');
}

// dark on screen only: paper is always light.
const COLOURS = `
:root { color-scheme: light dark; ${colours(LIGHT)} }
@media screen and (prefers-color-scheme: dark) { :root { ${colours(DARK)} } }
`;

const FRAME = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; font-size: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: .94rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif; }
.page { max-width: 84rem; margin: 0 auto; padding: 1.5rem; display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 1.5rem 2rem; }
.masthead, footer { grid-column: 1 / -1; }
nav { position: sticky; top: 1rem; align-self: start; font-size: .9rem; }
nav ol { list-style: none; margin: 0; padding: 0; counter-reset: part; }
nav li { counter-increment: part; }
nav a { display: flex; gap: .6em; padding: .3rem .5rem; color: var(--soft); text-decoration: none; border-left: 2px solid var(--line); }
nav a::before { content: counter(part); min-width: 1.2em; text-align: right; font-variant-numeric: tabular-nums; }
nav a:hover { color: var(--accent); border-left-color: var(--accent); }
main { counter-reset: part; outline: none; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1.25rem 1.5rem 1.5rem; margin-bottom: 1.5rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; z-index: 2; padding: .5rem 1rem; background: var(--paper); }
footer { color: var(--soft); font-size: .85rem; border-top: 1px solid var(--line); }
`;

const TEXT = `
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.01em; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .9rem; counter-increment: part; }
h2::before { content: counter(part) "\\2002"; color: var(--soft); font-weight: 400; }
h3 { font-size: 1rem; line-height: 1.4; margin: 0 0 .4rem; overflow-wrap: anywhere; }
p { margin: 0 0 .75rem; max-width: 82ch; overflow-wrap: anywhere; text-wrap: pretty; }
code { font: .86em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; color: var(--soft); font-weight: 400; overflow-wrap: break-word; }
.soft { color: var(--soft); font-weight: 400; }
.whole { white-space: nowrap; }
.long { overflow-wrap: anywhere; }
.note { color: var(--soft); }
.kind { text-transform: uppercase; letter-spacing: .08em; font-size: .75rem; color: var(--soft); margin: 0 0 .25rem; }
.kind bdi { text-transform: none; letter-spacing: 0; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.lead { font-size: 1.02rem; color: var(--soft); }
`;

const TABLES = `
.frame { overflow-x: auto; margin: 0 0 1rem; max-width: 100%; }
table { border-collapse: collapse; width: 100%; font-size: .87rem; line-height: 1.45; }
caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; color: var(--ink); }
caption span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 4rem); }
.unseen { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; min-width: 5rem; max-width: 26rem; }
thead th { color: var(--soft); font-weight: 600; font-size: .8rem; border-bottom: 2px solid var(--strong-line); vertical-align: bottom; }
tbody th { font-weight: 600; min-width: 8rem; }
.actions { font-weight: 400; }
th:first-child, td:first-child { padding-left: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
tbody tr:hover > * { background: var(--accent-tint); }
td ul, .units { list-style: none; margin: 0; padding: 0; }
.principals { min-width: 16rem; overflow-wrap: anywhere; }
.chain th:first-child { width: 14%; }
.chain td:nth-child(2) { width: 32%; }
.chain td:nth-child(4) { width: 24%; }
.proofs th:first-child { width: 22%; }
.proofs td:nth-child(2) { width: 35%; min-width: 14rem; }
.proofs td:nth-child(3) { width: 27%; min-width: 12rem; }
.proofs td:nth-child(4) { width: 16%; min-width: 9rem; }
.proofs code { overflow-wrap: anywhere; }
.gaps { color: var(--soft); margin: 0 0 .5rem; }
.gaps > ul { margin: 0; padding-left: 1.2rem; }
.gaps li { color: var(--ink); }
.matrix th, .matrix td { padding-left: .7rem; }
.matrix thead th { min-width: 7.5rem; }
.matrix td { border-left: 1px solid var(--line); }
.matrix .unit th { background: var(--page); color: var(--soft); font-size: .8rem; padding: .3rem .7rem; max-width: none; }
.matrix tbody th, .matrix thead th:first-child { position: sticky; left: 0; background: var(--paper); }
.matrix .unit th { background: var(--page); }
.matrix .none { color: var(--soft); }
.matrix .held { background: var(--accent-tint); }
.matrix .strong { background: var(--alert-tint); }
.matrix .management > * { border-top: 2px solid var(--alert); border-bottom: 2px solid var(--alert); }
`;

const PARTS = `
dl, dd { margin: 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11.5rem), 1fr)); gap: .6rem 1.5rem; margin: 0 0 1rem; }
.facts dt { font-size: .8rem; color: var(--soft); }
.facts dd { overflow-wrap: anywhere; }
.facts.listed { display: block; }
.facts.listed > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); padding: .15rem 0; }
.facts.listed dt { padding-top: .1rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr)); gap: .75rem; margin: 1.25rem 0 0; }
.figures > div { background: var(--paper); border: 1px solid var(--line); border-top: 3px solid var(--strong-line); border-radius: 6px; padding: .6rem .8rem; }
.figures .attention { border-top-color: var(--alert); }
.figures .attention strong { color: var(--alert); }
.figures dt { font-size: .8rem; color: var(--soft); }
.figures strong { display: block; font-size: 1.6rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.figures span { display: block; font-size: .8rem; line-height: 1.4; color: var(--soft); }
.callout { border-left: 4px solid var(--strong-line); border-radius: 4px; padding: .8rem 1rem; margin: 0 0 1rem; max-width: none; }
.callout p { max-width: none; }
.callout > :last-child { margin-bottom: 0; }
.callout.warn { border-left-color: var(--warn); background: var(--warn-tint); }
.callout.alert { border-left-color: var(--alert); background: var(--alert-tint); }
.callout tbody tr:hover > * { background: none; }
.callout .soft, .callout thead th, .callout code, .callout p, .callout .note { color: var(--ink); }
.warnings { margin: 0; padding-left: 1.2rem; }
.warnings li { margin-bottom: .35rem; }
.evidence { margin: 0; padding-left: 1.1rem; }
.evidence > li { margin-bottom: .35rem; }
li, summary { overflow-wrap: anywhere; }
td li, th li { overflow-wrap: break-word; }
.card { border-top: 1px solid var(--line); padding-top: 1.1rem; margin-top: 1.3rem; }
.badge { display: inline-block; font-size: .75rem; line-height: 1.3; font-weight: 600; padding: .08rem .45rem; border: 1px solid var(--strong-line); border-radius: 4px; color: var(--ink); background: var(--paper); max-width: 100%; overflow-wrap: break-word; }
.badge.plain { font-weight: 400; }
.badge.ours, .badge.enforce { color: var(--paper); background: var(--accent); border-color: var(--accent); }
.badge.observe { color: var(--accent); background: var(--accent-tint); border-color: var(--accent); border-style: dashed; }
.badge.draft { border-style: dotted; }
.badge.foreign, .badge.warn { color: var(--warn); background: var(--warn-tint); border-color: var(--warn); }
.badge.foreign { border-style: dashed; }
.badge.alert { color: var(--alert); background: var(--alert-tint); border-color: var(--alert); }
.badge.good { color: var(--good); background: var(--good-tint); border-color: var(--good); }
.privileged { color: var(--alert); font-size: .8rem; font-weight: 600; }
.legend { list-style: none; margin: 0 0 1rem; padding: 0; font-size: .85rem; color: var(--soft); display: grid; gap: .3rem; }
.meter { display: inline-block; vertical-align: middle; width: 4.5rem; height: .5rem; border: 1px solid var(--strong-line); border-radius: 3px; overflow: hidden; margin-right: .3rem; }
.meter > span { display: block; height: 100%; background: var(--accent); }
details { margin: 0 0 .75rem; }
td details { margin: 0; }
summary { cursor: pointer; color: var(--accent); }
summary + * { margin-top: .6rem; }
.drawing svg { display: block; width: 100%; min-width: 56rem; height: auto; }
@media (max-width: 64rem) {
  .page { grid-template-columns: minmax(0, 1fr); }
  nav { position: static; }
  nav ol { display: flex; flex-wrap: wrap; gap: .2rem .4rem; }
  nav a { border: 1px solid var(--line); border-radius: 4px; padding: .2rem .6rem; gap: .4em; }
  nav a::before { min-width: 0; }
}
@media (max-width: 40rem) {
  .page { padding: 1rem .75rem; }
  section { padding: 1rem .9rem; }
  td { min-width: 10rem; }
  td.number { min-width: 5rem; }
  .matrix td { min-width: 7.5rem; }
  .facts.listed > div { grid-template-columns: minmax(0, 1fr); }
  h1 { font-size: 1.6rem; }
  .matrix tbody th, .matrix thead th:first-child { min-width: 0; max-width: 9rem; }
  .matrix th .whole { white-space: normal; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

export const STYLE = COLOURS + FRAME + TEXT + TABLES + PARTS;
