import type { ComplianceOptions } from '../compliance/check-options';

/** The flags of all that can be done. */
export interface StackOptions extends ComplianceOptions {
  folder?: string | undefined;
  templates?: string;
  sources?: true;
  full?: true;
  dot?: true;
  mermaid?: true;
  /** Versions to try, such as `vpc=2`. */
  with?: string[];
  all?: true;
  /** What stands behind the action. */
  words: readonly string[];
}
