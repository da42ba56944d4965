import { IdentityCenterFailure, type Page } from './identity-center';

/** A whole list. What does not exist, a set or an account, has an empty one. */
export async function everyPage<T>(list: (next?: string) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  try {
    let next: string | undefined;
    do {
      const page: Page<T> = await list(next);
      found.push(...page.items);
      next = page.next;
    } while (next !== undefined);
  } catch (error) {
    if (error instanceof IdentityCenterFailure && error.kind === 'missing') {
      return [];
    }
    throw error;
  }
  return found;
}
