/** Three-valued truth: true, false, or the unknown keys on which it hangs, in lower case. */
export type Truth = boolean | readonly string[];

export function opposite(truth: Truth): Truth {
  return typeof truth === 'boolean' ? !truth : truth;
}

/** Whether both hold: one that does not settles it, whatever the other hangs on. */
export function both(one: Truth, other: Truth): Truth {
  if (one === false || other === false) {
    return false;
  }
  return one === true ? other : other === true ? one : [...one, ...other];
}

/** Whether one of the two holds: one that does settles it, whatever the other hangs on. */
export function either(one: Truth, other: Truth): Truth {
  return opposite(both(opposite(one), opposite(other)));
}
