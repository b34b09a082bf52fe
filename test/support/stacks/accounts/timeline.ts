import type { RunRecord } from '../../../../src/domain/environment/run-record';

/** When each run of each environment began and ended, the oldest first, in seconds since the first of all began. */
export function timelineOf(runs: ReadonlyMap<string, readonly RunRecord[]>): string {
  const first = Math.min(...[...runs.values()].flat().map(({ startedAt }) => Date.parse(startedAt)));
  const since = (at: string | null | undefined) =>
    at == null ? '?' : Math.round((Date.parse(at) - first) / 1000);
  const rows = [...runs].map(([name, own]) => {
    const shown = own.map(({ kind, startedAt, endedAt }) => `${kind} ${since(startedAt)}–${since(endedAt)}s`);
    return `${name.padEnd(24)} ${shown.join(', ')}`;
  });
  return rows.join('\n');
}
