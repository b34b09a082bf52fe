import type { StackView } from '../../../client/typed/stack-api';
import type { Paint } from '../../../client/text/paint';
import { componentNote, stateName } from '../../../client/stacks/stack-progress';
import { renderColumns, renderFields, renderTable } from '../../../client/text/table';
import { formatDistance, formatDuration, formatInstant } from '../../../client/text/time';
import { describeLease } from '../../print/environment';
import { type Column, renderListTable } from '../../print/list-table';

type Component = StackView['components'][number];

/** How components are shown, and when. */
interface Shown {
  paint: Paint;
  now: number;
}

/** How the status of a stack looks: green is well, red needs a person, yellow goes on. */
export function paintStackStatus(status: StackView['status'], paint: Paint): string {
  if (status === 'ready') return paint.green(status);
  if (status === 'failed' || status === 'stuck') return paint.red(status);
  return status === 'destroyed' ? paint.dim(status) : paint.yellow(status);
}

/** `dev is ready`: name and status, as the head of a report. */
export function stackHeadline({ name, status }: StackView, paint: Paint): string {
  return `The stack ${paint.bold(name)} is ${paintStackStatus(status, paint)}`;
}

/** The same with the next command to type. */
export function renderStackView(view: StackView, paint: Paint, now: number): string[] {
  return [...describeStackView(view, paint, now), ...suggestNextOfStack(view, paint)];
}

/** Everything worth knowing about a stack, by layers. */
export function describeStackView(view: StackView, paint: Paint, now: number): string[] {
  const { name, status, owner, team, revision, waiting, ending, id } = view;
  return [
    ...renderFields(
      [
        ['Stack', paint.bold(name)],
        ['Status', paintStackStatus(status, paint)],
        ['Owner', team === null ? owner : `${owner} (team ${team})`],
        ['Revision', [describeRevision(revision), ...describeStop(revision)]],
        [
          'Waiting',
          waiting ? `${describeRevision(waiting)}; it waits for revision ${revision.number}` : undefined,
        ],
        ['Ending', ending ? `${ending.reason} by ${ending.by}, ${formatInstant(ending.at)}` : undefined],
        [
          'Lease',
          describeLease({ lease: view.lease, ...(view.endedAt !== null && { endedAt: view.endedAt }) }, now),
        ],
        ['Life', id],
      ],
      paint.columns,
    ),
    '',
    ...renderComponents(view, { paint, now }),
  ];
}

function describeRevision({ number, by, at }: { number: number; by: string; at: string }): string {
  return `${number} by ${by}, ${formatInstant(at)}`;
}

function describeStop({ stopped }: StackView['revision']): string[] {
  return stopped ? [`${stopped.why} by ${stopped.by}, ${formatInstant(stopped.at)}`] : [];
}

/** The components in a table, a layer after the other. */
function renderComponents({ components }: StackView, shown: Shown): string[] {
  if (components.length === 0) return ['It has no components.'];
  const header = ['LAYER', 'COMPONENT', 'TEMPLATE', 'STATE', ''].map(shown.paint.dim);
  const rows = components.map((one, at) => rowOf(one, components[at - 1], shown));
  return renderTable(header, rows, shown.paint.columns);
}

/** The same without a head, for a terminal that shows what goes on. */
export function drawComponents({ components }: StackView, shown: Shown): string[] {
  return renderColumns(
    components.map((one, at) => {
      const [layer = '', name = '', , state = '', note = ''] = rowOf(one, components[at - 1], shown);
      return [layer === '' ? '' : `layer ${layer}`, name, state, note];
    }),
    shown.paint.columns - 1,
  ).map(([first = '']) => first);
}

/** The layer stands at its first component only. */
function rowOf(one: Component, before: Component | undefined, { paint, now }: Shown): string[] {
  const layer = before?.layer === one.layer ? '' : String(one.layer);
  return [layer, one.name, one.template ?? '-', paintState(one, paint), noteOf(one, now)];
}

/** A place in line changes with every end of a run, so it is in tables and not in what is told line by line. */
function noteOf(one: Component, now: number): string {
  const { line } = one;
  if (!line) return componentNote(one);
  const waited = formatDuration(now - Date.parse(line.since));
  return `waits for a slot of its target for ${waited}: ${line.position} of ${line.of} in line`;
}

function paintState(one: Component, paint: Paint): string {
  const name = stateName(one);
  if (one.state === 'failed' || one.stuck || one.failure !== null) return paint.red(name);
  if (one.state === 'ready' && one.current) return paint.green(name);
  return ['not-built', 'gone'].includes(one.state) ? paint.dim(name) : paint.yellow(name);
}

/** What a person would type next, a line each; nothing where there is nothing to do. */
export function suggestNextOfStack(view: StackView, paint: Paint): string[] {
  return nextCommands(view).map((command) => `${paint.dim('Next:')} ${command}`);
}

function nextCommands({ name, status, ending, components }: StackView): string[] {
  const failed = components
    .filter(({ failure, life }) => failure !== null && life !== null)
    .map(({ environment }) => `idp status ${environment}`);
  switch (status) {
    case 'awaiting-approval':
      return [`idp stacks approve ${name}`, `idp stacks reject ${name}`];
    case 'applying':
    case 'destroying':
      return [`idp stacks status ${name} --watch`];
    case 'failed':
    case 'stuck':
      return [...failed, `idp stacks retry ${name}`, ...(ending ? [] : [`idp stacks destroy ${name}`])];
    case 'rejected':
    case 'cancelled':
      return [`idp stacks apply ${name}`, `idp stacks destroy ${name}`];
    case 'ready':
    case 'destroyed':
      return [];
  }
}

/** The stacks of a control plane, a line each. */
export function renderStackList(views: readonly StackView[], paint: Paint, now: number): string[] {
  if (views.length === 0) return ["No stacks. 'idp stacks apply <stack>' builds one of your folder."];
  return renderListTable(views, columnsFor(paint, now), { paint, wide: undefined });
}

function columnsFor(paint: Paint, now: number): Column<StackView>[] {
  return [
    { title: 'STACK', drop: 0, cell: ({ name }) => name },
    { title: 'STATUS', drop: 0, cell: ({ status }) => paintStackStatus(status, paint) },
    { title: 'READY', drop: 2, cell: describeReady },
    { title: 'REVISION', drop: 4, cell: ({ revision }) => String(revision.number) },
    { title: 'OWNER', drop: 3, cell: ({ owner, team }) => (team === null ? owner : `${owner} (${team})`) },
    { title: 'ENDS', drop: 1, cell: (view) => leaseOf(view, now) },
  ];
}

function leaseOf({ lease, endedAt }: StackView, now: number): string {
  if (endedAt !== null) return formatDistance(endedAt, now);
  return lease.expiresAt === null ? 'permanent' : formatDistance(lease.expiresAt, now);
}

function describeReady({ components }: StackView): string {
  const ready = components.filter(({ state, current }) => state === 'ready' && current).length;
  return `${ready} of ${components.length}`;
}
