/**
 * Controls, lone surrogates, direction overrides and characters without width: XML forbids some of them, and the others
 * make one name look like another. Joiners and direction marks stay, since honest names in Persian or Hebrew need them.
 */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu;

/** Names, reasons and warnings are typed by people and other companies: what a reader could not see is spelled out. */
export function visibleText(text: string): string {
  return text.replace(/\s*[\t\n\r\u2028\u2029]+\s*/g, ' ').replace(UNSEEN, spelledOut);
}

function spelledOut(character: string): string {
  return `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
}
