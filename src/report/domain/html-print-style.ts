/** On paper: light, landscape for the matrix, nothing folded, no row or drawing cut in two. */
export const PRINT_STYLE = `
@page {
  size: landscape; margin: 13mm 12mm 15mm;
  @bottom-left { content: "Access report"; font: 8pt sans-serif; color: #506070; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #506070; }
}
@media print {
  :root { color-scheme: light; font-size: 75%; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { background: #ffffff; }
  .page { display: block; max-width: none; padding: 0; }
  .masthead { margin-bottom: 6mm; }
  nav, .skip { display: none; }
  section { border: 0; border-radius: 0; padding: 0; margin: 0 0 8mm; }
  h2 { border-bottom: 1px solid var(--strong-line); padding-bottom: 1.5mm; }
  h2, h3, h3 + p, section > p, details > .note, caption, .unit, summary { break-after: avoid; }
  tr, dl > div, li, .frame, .chain, .facts, .figures { break-inside: avoid; }
  .note { break-before: avoid; }
  thead { display: table-header-group; }
  .frame { overflow: visible; }
  th, td { min-width: 6rem; padding-top: .3rem; padding-bottom: .3rem; }
  .matrix .unit th { padding-top: .15rem; padding-bottom: .15rem; }
  .crowded th, .crowded td, .crowded thead th { min-width: 0; padding-left: .25rem; padding-right: .25rem; overflow-wrap: anywhere; }
  .crowded .whole { white-space: normal; }
  .crowded .badge { overflow-wrap: anywhere; }
  .matrix tbody th, .matrix thead th:first-child { position: static; }
  .drawing svg { min-width: 0; max-height: 165mm; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  summary { list-style: none; color: var(--ink); }
  summary::-webkit-details-marker { display: none; }
  a { color: inherit; text-decoration: none; }
}
`;
