/** One of several answers; `says` stands beside it. */
export interface Choice {
  value: string;
  label: string;
  says?: string;
}

/** Asks a person one question at a time; each rejects as interrupted when the person leaves. */
export interface Asker {
  /** A line of text; an empty answer is `otherwise`, where there is one. */
  text(message: string, otherwise?: string): Promise<string>;
  /** A text that is not shown while it is typed. */
  secret(message: string): Promise<string>;
  choose(message: string, choices: readonly Choice[]): Promise<string>;
  /** Why the last answer is not taken. */
  refuse(reason: string): void;
}
