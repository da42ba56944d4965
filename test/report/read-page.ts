import { DOMParser, type Document, type Element, onErrorStopParsing } from '@xmldom/xmldom';
import { sampleReport } from './sample-report';
import { renderHtml } from '../../src/report/domain/report-html';
import type { AccessReport } from '../../src/report/domain/report-model';

/** The page, held to the rules of XML: one tag left open or one attribute without quotes is an error. */
export function parse(source: string): Document {
  return new DOMParser({ onError: onErrorStopParsing }).parseFromString(source, 'application/xhtml+xml');
}

export function page(overrides: Partial<AccessReport> = {}): Document {
  return parse(renderHtml(sampleReport(overrides)));
}

export function all(parent: Document | Element, tag: string, className?: string): Element[] {
  return Array.from(parent.getElementsByTagName(tag)).filter((element) => className === undefined || classes(element).includes(className));
}

function classes(element: Element): string[] {
  return (element.getAttribute('class') ?? '').split(' ');
}

export function byId(document: Document, id: string): Element {
  const element = document.getElementById(id);
  expect(element).not.toBeNull();
  return element!;
}

export function text(element: Element): string {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Rows of the table whose caption has this id, as text. */
export function rows(document: Document, captionId: string): string[][] {
  const body = byId(document, captionId).parentNode as Element;
  return all(body, 'tr').slice(1).map((row) => [...all(row, 'th'), ...all(row, 'td')].map(text));
}
