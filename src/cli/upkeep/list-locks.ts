import type { Paint } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';
import { formatDistance, formatInstant } from '../../client/text/time';
import type { ResponseOf } from '../../client/typed/operation';
import { counted } from '../../domain/base/counted';
import { type CliCommand, examples } from '../command';

type Locks = ResponseOf<'list-locks'>;
type Row = Locks['locks'][number];

/** `idp locks`: which Terraform states are locked, by whom, and what frees those that a dead run left. */
export const listLocks: CliCommand = {
  describe: (command) => command.addHelpText('after', examples('idp locks', 'idp locks --json')),
  async run({ api, screen, world }) {
    const found = await api.listLocks();
    screen.show(found, () => renderLocks(found, { paint: screen.paint, now: world.now() }));
  },
};

interface Shown {
  paint: Paint;
  now: number;
}

/** The locks in a table, each with what to do about it. */
function renderLocks({ locks, read, complete }: Locks, { paint, now }: Shown): string[] {
  const header = ['ENVIRONMENT', 'HELD BY', 'SINCE', 'RUN', 'NEXT'].map(paint.dim);
  const rows = locks.map((row) => [
    row.environment,
    row.run ?? (row.who || 'unknown'),
    sinceOf(row, now),
    stateWord(row),
    nextOf(row),
  ]);
  const table = rows.length > 0 ? [...renderTable(header, rows, paint.columns), ''] : [];
  const count = `${counted(locks.length, 'lock')} on the states of ${counted(read, 'environment')}.`;
  return [...table, count, ...(complete ? [] : ['There are more environments than one list covers.'])];
}

function sinceOf({ since }: Row, now: number): string {
  const at = Date.parse(since);
  return Number.isNaN(at) ? since : formatDistance(new Date(at).toISOString(), now);
}

function stateWord({ state, ended }: Row): string {
  if (state === 'live') return 'at work';
  if (state === 'silent') return 'at work, no progress';
  if (state === 'foreign') return 'none of this environment';
  return ended ? `dead: ${ended.result} ${formatInstant(ended.at)}` : 'dead';
}

/** Only what nobody works under is to be removed; while a run is active the control plane refuses it. */
function nextOf({ environment, lock, state, active }: Row): string {
  if (state === 'live') return 'wait';
  if (state === 'silent') return `wait, or idp cancel ${environment}`;
  const free = `idp unlock ${environment} --lock-id ${lock}`;
  if (state === 'dead') return active ? 'the active run takes it over' : free;
  return `ask who holds it, then ${free}`;
}
