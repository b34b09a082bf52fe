/** One statement of a role, written by hand; `why` is demanded where a resource holds a wildcard. */
export interface Permission {
  sid: string;
  actions: string[];
  resources: string[];
  conditions?: Record<string, Record<string, string | string[]>>;
  why?: string;
}
