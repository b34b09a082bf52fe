import type { ImageBuildView } from '../../client/typed/types';
import { type Paint, printable } from '../../client/text/paint';
import type { Tick } from '../../client/text/progress';
import { renderFields, renderTable } from '../../client/text/table';
import { formatDistance, formatDuration, formatInstant } from '../../client/text/time';

/** However long a build takes, a log shows a sign of life this often. */
const signOfLifeMs = 30_000;
const shortCommit = 12;

/** A build that goes on, as one line. */
export function describeImageProgress(view: ImageBuildView, now: number): Tick {
  const { status, requestedAt, waiting } = view;
  const waited = now - Date.parse(requestedAt);
  const beats = Math.floor(waited / signOfLifeMs);
  const text = `${status} ${formatDuration(waited)}`;
  if (!waiting) return { text, key: `${status} ${beats}` };
  return { text: `${text} · ${describeWait(view)}`, key: `${status} ${waiting.words} ${beats}` };
}

function describeWait({ waiting }: ImageBuildView): string | undefined {
  if (!waiting) return undefined;
  return `waiting for CodeBuild since ${formatInstant(waiting.since)}: ${printable(waiting.words)}`;
}

/** Everything worth knowing about a build, with what to do with its image. */
export function renderImageBuild(view: ImageBuildView, paint: Paint, now: number): string[] {
  return [
    ...renderFields(
      [
        ['Build', paint.bold(view.id)],
        ['Status', paintStatus(view.status, paint)],
        ['Waiting', describeWait(view)],
        ['Source', `${view.repository} ${printable(view.ref)}${folderOf(view)}`],
        ['Commit', view.commit],
        ['Image', view.image && paint.bold(view.image)],
        ['Scan', describeScan(view)],
        ['Asked', `${formatInstant(view.requestedAt)} by ${view.requestedBy}`],
        ['Ended', view.endedAt && formatDistance(view.endedAt, now)],
      ],
      paint.columns,
    ),
    ...describeFailure(view, paint),
    ...suggestNext(view, paint),
  ];
}

/** A line for each build. */
export function renderImageBuilds(views: ImageBuildView[], paint: Paint, now: number): string[] {
  if (views.length === 0) return ["No builds. Start one with 'idp image build <owner/name>'."];
  const header = ['BUILD', 'REPOSITORY', 'REF', 'COMMIT', 'STATUS', 'SCAN', 'ASKED'].map(paint.dim);
  const rows = views.map((view) => [
    view.id,
    view.repository,
    `${printable(view.ref)}${folderOf(view)}`,
    view.commit?.slice(0, shortCommit) ?? '',
    paintStatus(view.status, paint),
    describeScan(view) ?? '',
    formatDistance(view.requestedAt, now),
  ]);
  return renderTable(header, rows, paint.columns);
}

function paintStatus(status: ImageBuildView['status'], paint: Paint): string {
  if (status === 'succeeded') return paint.green(status);
  return status === 'failed' ? paint.red(status) : paint.yellow(status);
}

function folderOf({ context }: ImageBuildView): string {
  return context === '.' ? '' : `, folder ${printable(context)}`;
}

function describeScan({ scan }: ImageBuildView): string | undefined {
  if (!scan) return undefined;
  if (scan.status === 'unavailable') return `not available: ${printable(scan.reason)}`;
  if (scan.status === 'pending') return 'not yet complete';
  const found = Object.entries(scan.findings).filter(([, count]) => count > 0);
  return found.map(([severity, count]) => `${count} ${severity}`).join(', ') || 'nothing found';
}

function describeFailure({ failure }: ImageBuildView, paint: Paint): string[] {
  if (!failure) return [];
  const { reason, log } = failure;
  return [
    '',
    `${paint.red('Cause:')} ${printable(reason)}`,
    ...(log ? [`Its log is in CloudWatch: stream ${log.stream} of ${log.group}.`] : []),
  ];
}

function suggestNext({ id, status, image }: ImageBuildView, paint: Paint): string[] {
  if (image) return ['', paint.dim(`idp create --template api-service --input container_image=${image}`)];
  return status === 'failed' ? [] : ['', paint.dim(`idp image status ${id}`)];
}
