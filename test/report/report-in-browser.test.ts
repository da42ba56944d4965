import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { bodyColours, contrastFailures, crossedTexts, drawIn, fillOf, focused, foldAll, folded, tagsAs, textsOutOfTheirBox, widths } from './page-measures';
import { hostileReport, sizedReport } from './report-variants';
import { sampleReport } from './sample-report';
import { renderAccessDiagram } from '../../src/report/domain/access-diagram';
import { renderHtml } from '../../src/report/domain/report-html';
import type { AccessReport } from '../../src/report/domain/report-model';

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find((path) => path !== undefined && existsSync(path));

/** Nothing but the page itself: no updates, no sync, no first-run traffic. */
const QUIET = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const REPORTS: Readonly<Record<string, () => AccessReport>> = {
  'the sample': sampleReport,
  'hostile names': hostileReport,
  'ten sets': () => sizedReport({ accounts: 12, units: 5, groups: 12, sets: 10, every: 2 }),
  'too large for a matrix': () => sizedReport({ accounts: 150, units: 37, groups: 60, sets: 50, every: 2, proofs: 120 }),
};

if (CHROMIUM === undefined) {
  console.warn('report-in-browser: skipped, because no Chromium was found; install it or set CHROMIUM to its path');
}
const title = CHROMIUM === undefined ? 'in a browser (skipped: no Chromium found, set CHROMIUM to its path)' : 'in a browser';

(CHROMIUM === undefined ? describe.skip : describe)(title, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'access-report-'));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a file in a fresh context and says what it printed and asked for while the check ran. */
  async function visit(content: string, extension: 'html' | 'svg', options: BrowserContextOptions, check: (page: Page) => Promise<void>) {
    const file = join(folder, `page.${extension}`);
    writeFileSync(file, content);
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const printed: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => printed.push(message.text()));
    page.on('pageerror', (error) => printed.push(error.message));
    page.on('dialog', (dialog) => printed.push(dialog.message()));
    page.on('request', (request) => asked.push(request.url()));
    try {
      await page.goto(pathToFileURL(file).href);
      await check(page);
    } finally {
      await context.close();
    }
    expect(printed).toEqual([]);
    expect(asked).toEqual([pathToFileURL(file).href]);
  }

  describe.each(Object.keys(REPORTS))('%s', (name) => {
    test.each(['light', 'dark'] as const)('every text has a contrast of at least 4.5 in the %s scheme', async (colorScheme) => {
      await visit(renderHtml(REPORTS[name]()), 'html', { colorScheme }, async (page) => {
        expect(await page.evaluate(contrastFailures)).toEqual([]);
        expect((await page.evaluate(bodyColours)).ground).toBe(colorScheme === 'light' ? 'rgb(243, 245, 248)' : 'rgb(13, 19, 26)');
      });
    });

    test.each([360, 768, 1360])('at %i pixels the page does not scroll sideways', async (width) => {
      await visit(renderHtml(REPORTS[name]()), 'html', { viewport: { width, height: 800 } }, async (page) => {
        expect(await page.evaluate(widths)).toEqual({ content: width, page: width });
      });
    });

    test.each(['system', 'DejaVu Sans', 'Liberation Sans'])('no text of the drawing touches another or leaves its box, in the font %s', async (font) => {
      await visit(renderAccessDiagram(REPORTS[name]()), 'svg', { viewport: { width: 1600, height: 1200 } }, async (page) => {
        if (font !== 'system') {
          await page.evaluate(drawIn, font);
        }
        expect(await page.evaluate(crossedTexts)).toEqual([]);
        expect(await page.evaluate(textsOutOfTheirBox)).toEqual([]);
      });
    });
  });

  test('the matrix has as many cells as the model has accounts times sets', async () => {
    const { accounts, permissionSets, assignments } = sampleReport();
    await visit(renderHtml(sampleReport()), 'html', {}, async (page) => {
      expect(await page.locator('#access-matrix td').count()).toBe(accounts.length * permissionSets.length);
      expect(await page.locator('#access-matrix td li').count()).toBe(assignments.length);
    });
  });

  test('the browser reads the page as it was written: no tag is closed or moved for us', async () => {
    const source = renderHtml(hostileReport()).replace('<html ', '<html xmlns="http://www.w3.org/1999/xhtml" ');
    await visit(renderHtml(hostileReport()), 'html', {}, async (page) => {
      const read = await page.evaluate(tagsAs, { source, type: 'text/html' });
      expect(read).toEqual(await page.evaluate(tagsAs, { source, type: 'application/xhtml+xml' }));
      expect(read.length).toBeGreaterThan(1000);
    });
  });

  test('a wide table scrolls in its own frame, and the account stays in sight', async () => {
    await visit(renderHtml(sampleReport()), 'html', { viewport: { width: 360, height: 800 } }, async (page) => {
      const frame = page.locator('.frame:has(#access-matrix)');
      const before = await page.locator('#access-matrix tbody tr:not(.unit) th').first().boundingBox();
      await frame.evaluate((element) => element.scrollBy(200, 0));
      expect(await frame.evaluate(({ scrollLeft }) => scrollLeft)).toBe(200);
      const after = await page.locator('#access-matrix tbody tr:not(.unit) th').first().boundingBox();
      expect(after!.x).toBe(before!.x);
    });
  });

  test('the keyboard reaches the skip link, every section and every frame, and shows where it is', async () => {
    await visit(renderHtml(sampleReport()), 'html', {}, async (page) => {
      await page.keyboard.press('Tab');
      expect((await page.evaluate(focused)).text).toBe('Skip to the report');
      const reached = new Set<string>();
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press('Tab');
        const { tag, outline } = await page.evaluate(focused);
        if (tag === 'BODY') break;
        reached.add(tag);
        expect(outline).toBe('solid');
      }
      expect([...reached].sort()).toEqual(['A', 'DIV', 'SUMMARY']);
    });
  });

  test('on paper the page is light, unfolded, without navigation, and makes a PDF', async () => {
    await visit(renderHtml(sampleReport()), 'html', { colorScheme: 'dark' }, async (page) => {
      await page.evaluate(foldAll);
      expect(await page.evaluate(folded)).toEqual({ all: expect.any(Number), seen: 0 });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.evaluate(bodyColours)).toEqual({ ground: 'rgb(255, 255, 255)', ink: 'rgb(23, 32, 43)' });
      expect(await page.locator('nav').isVisible()).toBe(false);
      const { all } = await page.evaluate(folded);
      expect(await page.evaluate(folded)).toEqual({ all, seen: all });
      expect(await page.evaluate(contrastFailures)).toEqual([]);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    });
  });

  test.each(Object.keys(REPORTS))('on paper no table is wider than the sheet: %s', async (name) => {
    // A4 landscape less the margins, at 96 dots per inch.
    await visit(renderHtml(REPORTS[name]()), 'html', { viewport: { width: 1031, height: 720 } }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      const edges = await page.locator('table, svg').evaluateAll((wide) => wide.map((element) => element.getBoundingClientRect().right));
      expect(Math.max(...edges)).toBeLessThanOrEqual(1031);
    });
  });

  test.each([['light', 'rgb(23, 32, 43)', 'rgb(255, 255, 255)'], ['dark', 'rgb(229, 235, 241)', 'rgb(21, 28, 37)']] as const)(
    'the drawing is legible without a page in the %s scheme', async (colorScheme, ink, paper) => {
      await visit(renderAccessDiagram(sampleReport()), 'svg', { colorScheme }, async (page) => {
        expect(await page.evaluate(fillOf, '.d-name')).toBe(ink);
        expect(await page.evaluate(fillOf, '.d-paper')).toBe(paper);
      });
    });
});
