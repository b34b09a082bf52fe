/** A folder of stacks by its files, with every problem that is found, and what could not be checked. */
export interface WrongFolder {
  what: string;
  files: Record<string, string>;
  problems: string[];
  notes?: string[];
}
