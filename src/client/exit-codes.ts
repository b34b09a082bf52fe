import type { Trouble } from './errors';

/** How the program ends when all went well. */
export const success = 0;

/** The one place where a kind of trouble becomes an exit code. */
export const exitCodes: Readonly<Record<Trouble, number>> = {
  broken: 1,
  invalid: 2,
  unauthenticated: 3,
  forbidden: 3,
  'not-found': 4,
  conflict: 5,
  busy: 6,
  unavailable: 6,
  unsuccessful: 7,
  declined: 10,
  interrupted: 130,
};

/** The exit code for an error; one that nobody foresaw is `broken`. */
export function exitCodeOf(error: unknown): number {
  return exitCodes[troubleOf(error)];
}

/** The kind of an error, as the CLI's and the domain's carry it. */
export function troubleOf(error: unknown): Trouble {
  const kind = (error as { kind?: unknown } | null)?.kind;
  return typeof kind === 'string' && kind in exitCodes ? (kind as Trouble) : 'broken';
}
