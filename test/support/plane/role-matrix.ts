/**
 * Who asks in the matrix: the columns, in order. Ada owns the environment asked about; Tom shares its team; the namesake has
 * her address and team from another issuer; the publisher is of another team, and publishes for that.
 */
export const askers = [
  'nobody',
  'noRole',
  'viewer',
  'owner',
  'teamMate',
  'otherDeveloper',
  'namesake',
  'workload',
  'pullRequest',
  'approver',
  'publisher',
  'admin',
] as const;
export type Asker = (typeof askers)[number];

/** One cell: who asks for which operation, of an environment in which state, and the status that answers. */
export interface Cell {
  operation: string;
  state: string;
  asker: Asker;
  status: number;
}

/** Reads a table of `operation state status status …`, a status for each asker; throws where a row has more or fewer. */
export function readMatrix(table: string): Cell[] {
  const lines = table.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  return lines.flatMap((line) => {
    const [operation = '', state = '', ...statuses] = line.trim().split(/\s+/);
    if (statuses.length !== askers.length)
      throw new Error(`The row of ${operation} has ${statuses.length} columns, not ${askers.length}.`);
    return askers.map((asker, column) => ({ operation, state, asker, status: Number(statuses[column]) }));
  });
}
