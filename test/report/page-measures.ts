import type { PageBox, PageDocument, PageElement, PageStyle } from './page-types';

/* Functions that run inside the page: each is sent there alone, so it may use nothing from outside of itself but these. */
declare const document: PageDocument;
declare const getComputedStyle: (element: PageElement) => PageStyle;
declare const DOMParser: new () => { parseFromString(text: string, type: string): PageDocument };

/** Texts whose contrast with what is behind them is below 4.5, with the contrast. */
export function contrastFailures(): string[] {
  const FOLLOWING = 4;
  const TEXTS = 4;
  const channels = (colour: string): number[] => (/^rgba?\(([^)]+)\)$/.exec(colour)?.[1] ?? '').split(',').map(Number);
  const luminance = (colour: string): number => {
    const [red, green, blue] = channels(colour).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: PageElement): string => {
    for (let place: PageElement | null = element; place; place = place.parentElement) {
      const { backgroundColor } = getComputedStyle(place);
      if (channels(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  /** The last filled shape drawn under the middle of a text of the drawing. */
  const under = (text: PageElement): string => {
    const { x, y, width, height } = text.getBoundingClientRect();
    const shapes = [...text.closest('svg')!.querySelectorAll('rect')].filter((shape) => {
      const { left, right, top, bottom } = shape.getBoundingClientRect();
      const inside = left <= x + width / 2 && right >= x + width / 2 && top <= y + height / 2 && bottom >= y + height / 2;
      return inside && getComputedStyle(shape).fill !== 'none' && shape.compareDocumentPosition(text) === FOLLOWING;
    });
    return getComputedStyle(shapes.at(-1)!).fill;
  };
  const failures = new Set<string>();
  const walker = document.createTreeWalker(document.body, TEXTS);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement!;
    if (node.nodeValue!.trim() === '' || element.closest('title, desc, style') || element.getClientRects().length === 0) continue;
    const drawn = element.closest('text');
    const ink = drawn ? getComputedStyle(drawn).fill : getComputedStyle(element).color;
    const [dark, light] = [luminance(ink), luminance(drawn ? under(drawn) : behind(element))].sort((left, right) => left - right);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (!(contrast >= 4.5)) failures.add(`${contrast.toFixed(2)} ${element.tagName}.${element.getAttribute('class')} ${node.nodeValue!.slice(0, 30)}`);
  }
  return [...failures];
}

/** Pairs of texts of the drawing whose boxes intersect. */
export function crossedTexts(): string[] {
  const texts = [...document.querySelectorAll('text')].map((text) => ({ words: text.textContent, box: text.getBBox() }));
  const apart = (one: PageBox, other: PageBox) => one.x >= other.x + other.width || one.y >= other.y + other.height;
  return texts.flatMap(({ words, box }, index) =>
    texts.slice(index + 1).filter((other) => !apart(box, other.box) && !apart(other.box, box)).map((other) => `${words} × ${other.words}`));
}

/** Texts of the drawing that leave the smallest shape they start in, the sheet being the largest. */
export function textsOutOfTheirBox(): string[] {
  const shapes = [...document.querySelectorAll('rect')].map((shape) => shape.getBBox()).sort((left, right) => left.width * left.height - right.width * right.height);
  return [...document.querySelectorAll('text')].filter((text) => {
    const { x, y, width, height } = text.getBBox();
    const middle = y + height / 2;
    const home = shapes.find((shape) => shape.x <= x + 1 && x + 1 <= shape.x + shape.width && shape.y <= middle && middle <= shape.y + shape.height)!;
    return x < home.x || x + width > home.x + home.width || y + height / 4 < home.y || y + height * 0.75 > home.y + home.height;
  }).map((text) => text.textContent);
}

/** How wide the page's content is, and how wide the page. */
export function widths(): { content: number; page: number } {
  return { content: document.documentElement.scrollWidth, page: document.documentElement.clientWidth };
}

export function bodyColours(): { ground: string; ink: string } {
  const { backgroundColor, color } = getComputedStyle(document.body);
  return { ground: backgroundColor, ink: color };
}

export function fillOf(selector: string): string {
  return getComputedStyle(document.querySelector(selector)!).fill;
}

export function focused(): { tag: string; text: string; outline: string } {
  const { activeElement } = document;
  return { tag: activeElement.tagName, text: activeElement.textContent, outline: getComputedStyle(activeElement).outlineStyle };
}

export function drawIn(font: string): void {
  for (const text of document.querySelectorAll('text')) {
    text.setAttribute('style', `font-family: "${font}"`);
  }
}

export function foldAll(): void {
  for (const details of document.querySelectorAll('details')) {
    details.removeAttribute('open');
  }
}

/** How many folded contents there are, and how many of them a reader sees. */
export function folded(): { all: number; seen: number } {
  const contents = [...document.querySelectorAll('details > :not(summary)')];
  return { all: contents.length, seen: contents.filter((content) => content.checkVisibility()).length };
}

/** Every element below the body with its parent, as the given parser sees them. */
export function tagsAs({ source, type }: { source: string; type: string }): string[] {
  const { body } = new DOMParser().parseFromString(source, type);
  return [...body.querySelectorAll('*')].map(({ tagName, parentElement }) => `${parentElement!.tagName}/${tagName}`.toLowerCase());
}
