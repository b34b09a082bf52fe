import type { Failure } from '../../domain/outcome';
import type { EnvironmentView } from '../../domain/view';
import { describeCost, describeCostSoFar } from './cost';
import { formatValue } from './outputs';
import { type Paint, printable } from './paint';
import { describeProgress } from './progress';
import { type Field, renderFields } from './table';
import { formatDistance, formatInstant } from './time';

/** How a status looks: green is well, red needs a person, yellow goes on. */
export function paintStatus(status: EnvironmentView['status'], paint: Paint): string {
  if (status === 'ready') return paint.green(status);
  if (status === 'failed' || status === 'stuck') return paint.red(status);
  return status === 'destroyed' ? paint.dim(status) : paint.yellow(status);
}

/** Everything worth knowing about an environment, with the next command to type. */
export function renderEnvironment(view: EnvironmentView, paint: Paint, now: number): string[] {
  return [
    ...renderFields([
      ['Name', paint.bold(view.name)],
      ['Status', describeStatus(view, paint, now)],
      ['Template', `${view.template.name} ${view.template.version}`],
      ['Owner', view.team === null ? view.owner : `${view.owner} (team ${view.team})`],
      ['Target', view.target],
      ['Lease', describeLease(view, now)],
      ['Inputs', describeInputs(view.inputs)],
      ['Cost', describeCost(view)],
      ['So far', view.status === 'destroyed' ? undefined : describeCostSoFar(view, now)],
      ['Outputs', view.outputs && `${view.outputs.names.length}: ${view.outputs.names.join(', ')}`],
      ['Life', view.id],
    ]),
    ...describeTrouble(view, paint),
    ...nextCommands(view).map((command) => `${paint.dim('Next:')} ${command}`),
  ];
}

function describeStatus(view: EnvironmentView, paint: Paint, now: number): string[] {
  const status = paintStatus(view.status, paint);
  const { run } = view;
  if (!run) return [status];
  return [
    status,
    `${run.kind} run ${run.phase}: ${describeProgress(view, now).text}`,
    paint.dim(`run ${run.id}`),
  ];
}

/** When the lease ends and how long that is. */
export function describeLease(
  { lease, endedAt }: Pick<EnvironmentView, 'lease' | 'endedAt'>,
  now: number,
): string {
  if (lease.expiresAt === null) return 'permanent';
  if (endedAt !== undefined) return `${lease.ttl}, ended ${formatInstant(endedAt)}`;
  const extended = lease.extensions > 0 ? `, extended ${lease.extensions}×` : '';
  const left = Date.parse(lease.expiresAt) > now ? 'ends' : 'ended';
  return `${left} ${formatInstant(lease.expiresAt)} (${formatDistance(lease.expiresAt, now)}${extended}), at most ${lease.max} in all`;
}

/** Inputs as `name = value`, one a line. */
export function describeInputs(inputs: EnvironmentView['inputs']): string[] {
  return Object.entries(inputs).map(([name, value]) =>
    printable(`${name} = ${typeof value === 'string' ? JSON.stringify(value) : formatValue(value)}`),
  );
}

/** The cause of a failure and the resources it is about. */
export function describeFailure({ class: kind, reason, addresses }: Failure, paint: Paint): string[] {
  const [first = '', ...rest] = printable(reason).split('\n');
  return [
    `${paint.red('Cause:')} ${first} ${paint.dim(`(${kind})`)}`,
    ...rest.map((line) => `  ${line}`),
    ...addresses.map((address) => `  ${paint.red('✗')} ${printable(address)}`),
  ];
}

/** What went wrong last, if it still matters. */
export function describeTrouble(view: EnvironmentView, paint: Paint): string[] {
  const failure = failureOf(view);
  return failure ? describeFailure(failure, paint) : [];
}

function failureOf({ status, failure, destruction, lastRun }: EnvironmentView): Failure | null {
  if (status === 'destroying' || status === 'stuck') return destruction?.failure ?? null;
  if (status === 'ready') return lastRun?.failure ?? null;
  return failure ?? null;
}

/** What a person would type next; nothing where there is nothing to do. */
export function nextCommands({ name, status, run, destruction, lastRun, id }: EnvironmentView): string[] {
  const logs = lastRun && lastRun.result === 'failed' ? [`idp logs ${name} --run ${lastRun.id}`] : [];
  if (run?.phase === 'awaiting-approval')
    return [`idp plan ${name}`, `idp approve ${name}`, `idp reject ${name}`];
  if (run) return [`idp status ${name} --watch`, `idp logs ${name} --follow`];
  switch (status) {
    case 'failed':
      return [...logs, `idp retry ${name}`, `idp destroy ${name}`];
    case 'stuck':
      return [
        ...logs,
        ...(destruction?.failure?.class === 'locked' ? [`idp unlock ${name}`] : []),
        `idp retry ${name}`,
      ];
    case 'destroying':
      return [...logs, `idp retry ${name}`];
    case 'ready':
      return logs;
    case 'pending':
      return [];
    case 'destroyed':
      return [`idp life ${id}`];
  }
}

/** The few lines that name an environment before it is destroyed. */
export function briefFields(view: EnvironmentView, now: number): Field[] {
  return [
    ['Name', view.name],
    ['Template', `${view.template.name} ${view.template.version}`],
    ['Owner', view.owner],
    ['Created', formatInstant(view.createdAt)],
    ['Lease', describeLease(view, now)],
    ['So far', describeCostSoFar(view, now)],
  ];
}
