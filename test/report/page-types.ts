/** What the measures use of a browser's page. The compiler is not given the whole DOM, or `name` and `status` would be globals in every test. */
export interface PageBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PageNode {
  readonly nodeValue: string | null;
  readonly parentElement: PageElement | null;
}

export interface PageElement extends PageNode {
  readonly tagName: string;
  readonly textContent: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  checkVisibility(): boolean;
  closest(selector: string): PageElement | null;
  compareDocumentPosition(other: PageElement): number;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  getBBox(): PageBox;
  getBoundingClientRect(): PageBox;
  getClientRects(): ArrayLike<PageBox>;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export interface PageDocument {
  readonly body: PageElement;
  readonly documentElement: PageElement;
  readonly activeElement: PageElement;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  createTreeWalker(root: PageElement, show: number): { nextNode(): PageNode | null };
}

export interface PageStyle {
  readonly backgroundColor: string;
  readonly color: string;
  readonly fill: string;
  readonly outlineStyle: string;
}
