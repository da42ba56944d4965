/** Named by what they say. Every pair of ink and ground that is used has a contrast of at least 4.5, which a test measures in a browser. */
export interface Colours {
  readonly page: string;
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly strongLine: string;
  readonly accent: string;
  readonly accentTint: string;
  readonly alert: string;
  readonly alertTint: string;
  readonly warn: string;
  readonly warnTint: string;
  readonly good: string;
  readonly goodTint: string;
}

export const LIGHT: Colours = {
  page: '#f3f5f8',
  paper: '#ffffff',
  ink: '#17202b',
  soft: '#506070',
  line: '#d8dee5',
  strongLine: '#8694a3',
  accent: '#0a5580',
  accentTint: '#e7f1f8',
  alert: '#9a1b2d',
  alertTint: '#fdeff1',
  warn: '#7d4300',
  warnTint: '#fff4e2',
  good: '#17643a',
  goodTint: '#e8f5ed',
};

export const DARK: Colours = {
  page: '#0d131a',
  paper: '#151c25',
  ink: '#e5ebf1',
  soft: '#a3b1bf',
  line: '#2b3643',
  strongLine: '#64758a',
  accent: '#84c7ef',
  accentTint: '#14293a',
  alert: '#ff9fa8',
  alertTint: '#36181d',
  warn: '#f2b766',
  warnTint: '#2e2212',
  good: '#8ad6a5',
  goodTint: '#132a1b',
};

/** Each colour as `strong-line` and its value, the way style sheets write it. */
export function colourEntries(colours: Colours): (readonly [variable: string, colour: string])[] {
  return Object.entries(colours).map(([name, colour]) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), colour]);
}
