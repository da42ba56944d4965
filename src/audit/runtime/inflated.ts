/** What came of inflating a body that has to be exactly one complete gzip member. */
export type Inflated<T> = { readonly kind: 'inflated'; readonly content: T } | NotInflated;

export interface NotInflated {
  readonly kind: 'bad-gzip' | 'trailing-data' | 'too-large';
}
