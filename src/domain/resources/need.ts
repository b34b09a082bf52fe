import type { Planned, Value } from './planned-value';

/** What one step with an object asks of IAM: actions of one service, all on the same object. */
export interface IamNeed {
  service: string;
  actions: string[];
  /**
   * The resource part of the object's ARN, or the whole of it: `{attribute}` for a planned value, `*` for an id that AWS makes up,
   * `{prefix}` for any name of the environment; `*` alone where IAM knows no object for the actions.
   */
  on: string | ((value: Value) => string);
  /** Whether this object, as it is planned, needs it; by default it does. */
  if?: (planned: Planned) => boolean;
  /**
   * The tags that AWS shows to policies, always the environment's: those of the object (`aws:ResourceTag`, by default), those
   * of the request (`aws:RequestTag`), both, or none.
   */
  tags?: 'request' | 'both' | 'none';
  /** Other condition keys that AWS fills in, `{partition}`, `{region}` and `{account}` for the target's, `{prefix}` for what names begin with; one without a value is left out. */
  keys?: Record<string, string | ((planned: Planned) => string | undefined)>;
}

/** Makes the needs of one service, named as in IAM's actions. */
export const need =
  (service: string) =>
  (on: IamNeed['on'], ...actions: string[]): IamNeed => ({ service, on, actions });

/** The call brings tags for an object that has none yet. */
export const tagging = (one: IamNeed): IamNeed => ({ ...one, tags: 'request' });

/** The call brings tags for an object that has some. */
export const retagging = (one: IamNeed): IamNeed => ({ ...one, tags: 'both' });

/** AWS shows policies no tags of the object. */
export const untagged = (one: IamNeed): IamNeed => ({ ...one, tags: 'none' });

/** AWS fills in these condition keys besides. */
export const keyed = (one: IamNeed, keys: NonNullable<IamNeed['keys']>): IamNeed => ({ ...one, keys });

/** Needed only where the attribute is set. */
export const whenSet = (attribute: string, one: IamNeed): IamNeed => ({
  ...one,
  if: ({ isSet }) => isSet(attribute),
});

/** Needed only where the attribute is set to what is known before the apply. */
export const whenKnown = (attribute: string, one: IamNeed): IamNeed => ({
  ...one,
  if: ({ isKnown }) => isKnown(attribute),
});

/** Needed only where the attribute has this value. */
export const whenIs = (attribute: string, wanted: string, one: IamNeed): IamNeed => ({
  ...one,
  if: ({ value }) => value(attribute) === wanted,
});

/** Needed only by an update that changes the attribute. */
export const whenChanged = (attribute: string, one: IamNeed): IamNeed => ({
  ...one,
  if: ({ isChanged }) => isChanged(attribute),
});
