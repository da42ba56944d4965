import { visibleText } from './untrusted-text';

/** Text that Markdown and HTML leave alone: no table is broken, no link, image or tag is made out of somebody's account name. */
export function plain(text: string | number): string {
  return visibleText(String(text))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*|~[\]!]/g, '\\$&')
    // an underscore between letters is not emphasis, and most names have some.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    // at the start of a line these would make a heading or a list.
    .replace(/^(\s*)([#+-])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}

/** Rows of cells that are Markdown already, each made with `plain`. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

export function names(items: readonly string[]): string {
  return items.map(plain).join(', ');
}

/** A heading and what stands under it; blocks that are empty leave no gap. */
export function section(level: 2 | 3, title: string, ...blocks: readonly string[]): string {
  return [`${'#'.repeat(level)} ${title}`, ...blocks.filter((block) => block !== '')].join('\n\n');
}
