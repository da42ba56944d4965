/** `12480` → `12,480`, the same in every locale. */
export function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `counted(1, 'account')` → `1 account`; `counted(2, 'policy', 'policies')` → `2 policies`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${thousands(value)} ${value === 1 ? one : many}`;
}

/** `90` minutes → `1 h 30 min`. */
export function timeSpan(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

/** `2557` days → `2,557 days (7 years)`; years are only named where the days really fill them. */
export function retention(days: number): string {
  const years = Math.round(days / 365.2425);
  const whole = years > 0 && days >= Math.floor(years * 365.2425) && days <= Math.ceil(years * 365.25) + 1;
  return counted(days, 'day') + (whole ? ` (${counted(years, 'year')})` : '');
}

export function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
