import type { ComplianceOptions } from '../compliance/check-options';
import type { BackendOptions } from '../eject/backend';

/** The flags of all that can be done. */
export interface StackOptions extends ComplianceOptions, BackendOptions {
  folder?: string | undefined;
  templates?: string;
  sources?: true;
  dot?: true;
  mermaid?: true;
  /** Versions to try, such as `vpc=2`. */
  with?: string[];
  team?: string;
  /** The plan of the whole stack that is consented to, and for how many hours. */
  plan?: string;
  hours?: string;
  /** The plan of the stack that is stopped. */
  cancel?: string;
  /** The revision in force, to be stopped. */
  stop?: string;
  yes?: true;
  wait?: boolean;
  watch?: true;
  full?: true;
  all?: true;
  component?: string[];
  reason?: string;
  /** The time to add to a lease. */
  by?: string;
  /** The folder that is written into. */
  into?: string;
  dryRun?: true;
  /** The folder that a stack is ejected to. */
  to?: string;
  /** The one layer whose ranges are written. */
  layer?: string;
  /** Of a new stack: its file, what it says of itself, and `<component>.<input>=<value>`. */
  file?: string;
  import?: string[];
  preset?: string;
  account?: string;
  region?: string;
  environment?: string;
  target?: string;
  ttl?: string;
  input?: string[];
  ref?: string[];
  /** What stands behind the action. */
  words: readonly string[];
}
