/** The flags of all that can be done. */
export interface StackOptions {
  folder?: string | undefined;
  templates?: string;
  sources?: true;
  full?: true;
  dot?: true;
  mermaid?: true;
  /** Versions to try, such as `vpc=2`. */
  with?: string[];
  /** What stands behind the action. */
  words: readonly string[];
}
