import { accessSection, modelSection } from './html-access';
import { chainsSection } from './html-chains';
import { elevationSection } from './html-elevation';
import { Markup, html } from './html-escape';
import { guardrailsSection } from './html-guardrails';
import { accountsSection, permissionSetsSection, stacksSection, trailSection } from './html-inventory';
import { Section } from './html-parts';
import { PRINT_STYLE } from './html-print-style';
import { promisesSection } from './html-promises';
import { proofsSection } from './html-proofs';
import { slotsSection } from './html-slots';
import { STYLE } from './html-style';
import { attentionSection, masthead } from './html-summary';
import { AccessReport } from './report-model';

/** Nothing is fetched, run or submitted, even if an account's name found a way to ask for it. */
const CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** `index.html`: the report for people. One file without script; also well-formed XML, so that a test can hold it to that. */
export function renderHtml(report: AccessReport): string {
  const sections = [
    attentionSection(report),
    promisesSection(report),
    modelSection(report),
    accessSection(report),
    elevationSection(report),
    permissionSetsSection(report),
    guardrailsSection(report),
    proofsSection(report),
    chainsSection(report),
    slotsSection(report),
    trailSection(report),
    accountsSection(report),
    stacksSection(report),
  ];
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${new Markup(CONTENT_SECURITY_POLICY)}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta name="referrer" content="no-referrer"/>
<title>Access report · ${report.organization.id}</title>
<style>${new Markup(STYLE + PRINT_STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the report</a>
<div class="page">
${masthead(report)}<nav aria-label="Sections">
<ol>
${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>
`)}</ol>
</nav>
<main id="content" tabindex="-1">
${sections.map(sectionMarkup)}</main>
<footer>
<p>Made at synth by cdk-zero-trust-landing-zone, report schema ${report.schemaVersion}. The same facts for machines: report.json; for pull requests: report.md.</p>
</footer>
</div>
</body>
</html>
`.text;
}

function sectionMarkup({ id, title, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}</section>
`;
}
