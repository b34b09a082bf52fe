/** What somebody looked at, how it is, and what to do where it is not well. */
export interface Finding {
  check: string;
  ok: boolean;
  detail: string;
  advice: string[];
}
