/** The result of one check: its name, whether it passed, what was found, and what to do if it did not pass. */
export interface Check {
  check: string;
  ok: boolean;
  detail: string;
  advice: string[];
}
