/** Where a text stands in a file, both counted from 1. */
export interface FilePlace {
  /** From the folder of the stacks; that of a preset begins with `preset:`. */
  file: string;
  line: number;
  column: number;
}

/** What is wrong in a file, where, and what to write instead. */
export interface StackProblem extends FilePlace {
  message: string;
}

/** Where problems are gathered, so that one reading says all of them. */
export type Problems = StackProblem[];

/** `dev.yaml:12:5`, as editors and terminals open it. */
export function describePlace({ file, line, column }: FilePlace): string {
  return `${file}:${line}:${column}`;
}

/** A problem at a place. */
export function problemAt({ file, line, column }: FilePlace, message: string): StackProblem {
  return { file, line, column, message };
}

/** By file, then as they stand in it; the same problem once. */
export function sortProblems(problems: readonly StackProblem[]): StackProblem[] {
  const once = new Map(problems.map((problem) => [`${describePlace(problem)} ${problem.message}`, problem]));
  return [...once.values()].sort(
    (one, other) => compare(one.file, other.file) || one.line - other.line || one.column - other.column,
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
