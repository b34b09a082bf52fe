import type { RunRecord } from '../../client/typed/types';
import { type CliCommand, examples, widens } from '../command';
import { printable } from '../../client/text/paint';
import { type Column, renderListTable } from '../print/list-table';
import { formatDuration, formatSecond } from '../../client/text/time';

/** `idp runs`: every attempt at work on an environment, the newest first. */
export const listRuns: CliCommand<{ wide?: true }> = {
  describe: (command) =>
    command
      .argument('<name>', 'the environment')
      .addOption(widens())
      .addHelpText('after', examples('idp runs foo')),
  async run({ api, screen, world }, { wide }, name) {
    const runs = await api.listRuns(name);
    const { paint } = screen;
    screen.show(runs, () => renderListTable(runs, columnsAt(world.now()), { paint, wide }));
  },
};

function columnsAt(now: number): Column<RunRecord>[] {
  return [
    { title: 'RUN', drop: 0, cell: ({ id }) => id },
    { title: 'KIND', drop: 2, cell: ({ kind }) => kind },
    { title: 'RESULT', drop: 0, cell: ({ result }) => result ?? 'active' },
    { title: 'STARTED', drop: 3, cell: ({ startedAt }) => formatSecond(startedAt) },
    { title: 'TOOK', drop: 1, cell: (run) => formatDuration(endOf(run, now) - Date.parse(run.startedAt)) },
    { title: 'BY', drop: 4, cell: ({ requestedBy }) => requestedBy },
    { title: 'WHY', drop: 0, cell: ({ failureReason }) => firstLine(failureReason ?? '') },
  ];
}

function endOf({ endedAt }: RunRecord, now: number): number {
  return endedAt ? Date.parse(endedAt) : now;
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return printable(line.length > 80 ? `${line.slice(0, 79)}…` : line);
}
