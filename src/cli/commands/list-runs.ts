import type { RunRecord } from '../../client/typed/types';
import { type CliCommand, examples } from '../command';
import { type Paint, printable } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';
import { formatDuration, formatSecond } from '../../client/text/time';

/** `idp runs`: every attempt at work on an environment, the newest first. */
export const listRuns: CliCommand = {
  describe: (command) =>
    command.argument('<name>', 'the environment').addHelpText('after', examples('idp runs foo')),
  async run({ api, screen, world }, _options, name) {
    const runs = await api.listRuns(name);
    screen.show(runs, () => renderRuns(runs, screen.paint, world.now()));
  },
};

function renderRuns(runs: RunRecord[], paint: Paint, now: number): string[] {
  const header = ['RUN', 'KIND', 'RESULT', 'STARTED', 'TOOK', 'BY', 'WHY'].map(paint.dim);
  const rows = runs.map((run) => [
    run.id,
    run.kind,
    run.result ?? 'active',
    formatSecond(run.startedAt),
    formatDuration((run.endedAt ? Date.parse(run.endedAt) : now) - Date.parse(run.startedAt)),
    run.requestedBy,
    firstLine(run.failureReason ?? ''),
  ]);
  return renderTable(header, rows, paint.columns);
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return printable(line.length > 80 ? `${line.slice(0, 79)}…` : line);
}
