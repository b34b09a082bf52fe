import type { Value } from './planned-value';

/** What one step with an object asks of IAM: actions of one service, all on the same object. */
export interface IamNeed {
  service: string;
  actions: string[];
  /**
   * The resource part of the object's ARN, `{attribute}` for a planned value and `*` for an id that AWS makes up;
   * `*` alone where IAM knows no object for the actions.
   */
  on: string | ((value: Value) => string);
  /** Whether this object, as it is planned, needs it; by default it does. */
  if?: (value: Value) => boolean;
}

/** Makes the needs of one service, named as in IAM's actions. */
export const need =
  (service: string) =>
  (on: IamNeed['on'], ...actions: string[]): IamNeed => ({ service, on, actions });
