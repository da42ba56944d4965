export { BreakGlass } from './break-glass';
export type { BreakGlassOptions, BreakGlassProps } from './break-glass-props';
