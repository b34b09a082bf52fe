import { row } from '../error-row';

/** What goes wrong with drift that was found. */
export const driftErrors = {
  DriftNotFound: row(
    'not-found',
    (d: { name: string; cause: string }) =>
      `'${d.name}' has no drift of the cause ${d.cause}. 'idp drift' lists what was found.`,
  ),
};
