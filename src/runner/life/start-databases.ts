import { setTimeout as pause } from 'node:timers/promises';
import { runFailure } from '../../domain/environment/run-failure';
import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json';

/** How RDS is asked about an instance, and who is told what was started. */
export interface StartDeps {
  rds: RdsQuery;
  log: (line: string) => void;
  signal: AbortSignal;
  /** How long between two looks at an instance that starts, in milliseconds. */
  everyMs?: number;
}

/** Sends one action about one instance to RDS; the answer's text, whatever its status. */
export type RdsQuery = (action: string, identifier: string) => Promise<{ status: number; text: string }>;

const lookEveryMs = 10_000;
/** States from which an instance gets to `available` by itself. */
const onTheWay =
  /^(starting|backing-up|modifying|configuring-[a-z-]+|rebooting|maintenance|upgrading|renaming|resetting-master-credentials|storage-(optimization|config-upgrade))$/;

/**
 * The instances that a plan would leave stopped: it takes away what says that they are stopped, and not the instances themselves.
 * The provider calls nothing then, and it cannot start a stopped one by itself.
 */
export function databasesLeftStopped({ resource_changes }: Pick<PlanJson, 'resource_changes'>): string[] {
  const going = resource_changes.filter(
    ({ mode, change }) => mode === 'managed' && change.actions.includes('delete'),
  );
  const identifiers = (type: string, wanted: (change: ResourceChange['change']) => boolean) =>
    going.flatMap(({ type: its, change }) => {
      const identifier = change.before?.['identifier'];
      return its === type && wanted(change) && typeof identifier === 'string' ? [identifier] : [];
    });
  const deleted = new Set(identifiers('aws_db_instance', () => true));
  return identifiers(
    'aws_rds_instance_state',
    ({ actions, before }) => actions.length === 1 && before?.['state'] === 'stopped',
  ).filter((identifier) => !deleted.has(identifier));
}

/** Starts instances and waits until each runs; one that runs already is left alone. Throws (RunFailure) where one cannot be started. */
export async function startDatabases(identifiers: readonly string[], deps: StartDeps): Promise<void> {
  await Promise.all(identifiers.map((identifier) => startDatabase(identifier, deps)));
}

async function startDatabase(identifier: string, deps: StartDeps): Promise<void> {
  const { log, signal, everyMs = lookEveryMs } = deps;
  for (;;) {
    signal.throwIfAborted();
    const status = await statusOf(identifier, deps);
    if (status === 'available') return log(`The database ${identifier} is available.`);
    if (status === 'stopped') await start(identifier, deps);
    else if (status !== undefined && status !== 'stopping' && !onTheWay.test(status))
      throw runFailure(
        'dependency',
        `The database ${identifier} is ${status} and cannot be started. Nothing else was changed.`,
      );
    await pause(everyMs, undefined, { signal });
  }
}

/** Undefined where RDS could not be asked just now. */
async function statusOf(identifier: string, deps: StartDeps): Promise<string | undefined> {
  const text = await ask('DescribeDBInstances', identifier, deps);
  return text === undefined ? undefined : (/<DBInstanceStatus>([^<]*)</.exec(text)?.[1] ?? 'unknown');
}

async function start(identifier: string, deps: StartDeps): Promise<void> {
  const text = await ask('StartDBInstance', identifier, deps);
  if (text !== undefined) deps.log(`Starting the database ${identifier}.`);
}

async function ask(action: string, identifier: string, { rds }: StartDeps): Promise<string | undefined> {
  const { status, text } = await rds(action, identifier).catch((error: unknown) => ({
    status: 0,
    text: String(error),
  }));
  if (status === 200) return text;
  const code = /<Code>([^<]*)</.exec(text)?.[1] ?? '';
  // Another start came first: the next look says what it is by now.
  if (passes(status, code)) return undefined;
  const cls = /^(AccessDenied|UnauthorizedOperation)/.test(code) ? 'permission' : 'dependency';
  const words = /<Message>([^<]*)</.exec(text)?.[1] ?? `status ${status}`;
  throw runFailure(
    cls,
    `The database ${identifier} cannot be started: ${words} (rds:${action}, ${code || 'no code'}).`,
  );
}

function passes(status: number, code: string): boolean {
  return status === 0 || status >= 500 || /Throttl|RequestLimit|InvalidDBInstanceState/.test(code);
}
