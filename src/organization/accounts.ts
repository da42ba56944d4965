import { type Selection, describeSelection } from './domain/account-selection';

/**
 * A choice of accounts in the organization's own words, resolved against its snapshot at synth.
 *
 * Only ACTIVE accounts are ever selected: the broad selectors leave others out, and naming one raises
 * `AccountNotActive`. A name nobody knows raises `AccountUnknown` or `UnitUnknown` with the near misses,
 * a name of two accounts `AccountAmbiguous`, a selection without any account `AccountsEmpty`.
 */
export class Accounts {
  /** Every active account, the management account included. */
  public static all(): Accounts {
    return new Accounts({ kind: 'all' });
  }

  /**
   * These accounts.
   *
   * @param namesOrIds names, or ids of twelve digits as strings (an id may begin with zeros)
   */
  public static named(...namesOrIds: string[]): Accounts {
    return new Accounts({ kind: 'named', accounts: namesOrIds });
  }

  /**
   * Every active account in these units and in all units below them.
   *
   * @param unitPaths names from the root down, such as 'Workloads/Production'
   */
  public static under(...unitPaths: string[]): Accounts {
    return new Accounts({ kind: 'under', units: unitPaths });
  }

  /**
   * Every active account that carries this tag with exactly this value.
   *
   * @param key the tag's key, upper and lower case told apart as AWS does
   * @param value the tag's value
   */
  public static tagged(key: string, value: string): Accounts {
    return new Accounts({ kind: 'tagged', key, value });
  }

  private constructor(private readonly selection: Selection) {}

  /**
   * These accounts and those, each once.
   *
   * @param other what to add
   */
  public and(other: Accounts): Accounts {
    return new Accounts({ kind: 'together', parts: [this.selection, other.selection] });
  }

  /**
   * These accounts without some.
   *
   * @param namesOrIds names or ids to leave out; each must exist
   */
  public except(...namesOrIds: string[]): Accounts {
    return new Accounts({ kind: 'except', from: this.selection, accounts: namesOrIds });
  }

  /** The selection in words, such as "all accounts except 'security'". */
  public toString(): string {
    return describeSelection(this.selection);
  }

  /** @internal */
  public _selection(): Selection {
    return this.selection;
  }
}
