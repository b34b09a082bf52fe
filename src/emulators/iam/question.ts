/** The context of a request: condition keys in lower case, because IAM ignores their case, with their values. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** What is asked: an action such as `rds:DeleteDBInstance` on the ARN of an object, or on `*`. */
export interface Question {
  action: string;
  resource: string;
  context: Context;
}
