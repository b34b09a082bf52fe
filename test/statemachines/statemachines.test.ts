import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import aslValidator from 'asl-validator';
import { errorCodes } from '../../src/domain/base/errors';
import type { Workflow } from '../../src/domain/environment/run';
import { definitionFile, definitionOf, substitutionsOf, workflowNames } from '../../src/plane/workflows';
import { readBefore } from '../support/before/stage-before';
import { start } from '../support/builders/births';
import { type TaskOutcome, walkMachine } from '../support/aws/asl';
import { ulidAt } from '../support/builders/ulids';

interface State {
  Type: string;
  TimeoutSeconds?: number;
  Retry?: { ErrorEquals: string[] }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
}

interface Definition {
  StartAt: string;
  States: Record<string, State>;
}

const text = readFileSync(join(process.cwd(), definitionFile), 'utf8');
const machines = workflowNames.map((name): [string, Definition] => [
  name,
  JSON.parse(definitionOf(text, name)) as Definition,
]);
const tasks = machines.flatMap(([file, { States }]) =>
  Object.entries(States)
    .filter(([, { Type }]) => Type === 'Task')
    .map(([name, state]): [string, string, State] => [file, name, state]),
);

test('there is one machine per workflow, and one definition of them all', () => {
  expect([...workflowNames].sort()).toEqual([
    'apply-plan',
    'check-drift',
    'destroy-environment',
    'preview-component',
    'provision-environment',
    'rotate-environment',
  ]);
  expect(readdirSync(join(process.cwd(), 'statemachines'))).toEqual([basename(definitionFile)]);
});

/** They came after one file held all definitions. */
const younger: readonly string[] = ['check-drift', 'preview-component', 'rotate-environment'];

test.each(workflowNames.filter((name) => !younger.includes(name)))(
  '%s has the very definition that it had as a file of its own',
  (name) => {
    const digest = createHash('sha256').update(definitionOf(text, name)).digest('hex');

    expect(digest).toBe(readBefore<Record<string, string>>('definitions.json')[name]);
  },
);

test.each(machines)('%s is valid States Language', (_file, definition) => {
  const { isValid, errors } = aslValidator(definition, { checkPaths: true, checkArn: true });

  expect(errors).toEqual([]);
  expect(isValid).toBe(true);
});

test.each(machines)('%s names its states by sentences', (_file, { States }) => {
  for (const name of Object.keys(States)) {
    expect(name).toMatch(/^[A-Z][a-z]+( [a-z]+)+$/);
    expect(name.length).toBeLessThanOrEqual(80);
  }
});

test.each(tasks)('%s: "%s" has a time-out, retries and a way out of every error', (_file, _name, task) => {
  expect(task.TimeoutSeconds).toBeGreaterThan(0);
  expect(task.Retry?.length).toBeGreaterThan(0);
  expect(task.Catch?.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
});

test.each(tasks)('%s: "%s" names only errors that there are', (_file, _name, { Retry = [], Catch = [] }) => {
  for (const error of [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals)) {
    const ours = (errorCodes as string[]).includes(error);
    expect([error, ours || /^(States|Lambda|CodeBuild)\.\w+$/.test(error)]).toEqual([error, true]);
  }
});

const names: Record<string, string> = {
  provision: 'provisions',
  destroy: 'destroys',
  'workflow-settle-run': 'settle-run',
};
const input = { name: 'foo', id: ulidAt(start, 1), runId: ulidAt(start, 2) };
const succeeded: TaskOutcome = {
  returns: {
    Build: { Id: 'provisions:1', BuildStatus: 'SUCCEEDED', Environment: { Secret: 'x'.repeat(99) } },
  },
};
const settled: TaskOutcome = { returns: { Payload: { status: 'ready', run: null } } };
const limit: TaskOutcome = { fails: 'CodeBuild.AccountLimitExceededException' };
const throttled: TaskOutcome = { fails: 'CodeBuild.ThrottlingException' };
const broken: TaskOutcome = { fails: 'Lambda.Unknown' };
const times = (count: number, outcome: TaskOutcome) => Array.from({ length: count }, () => outcome);

describe.each<[Workflow, string, string]>([
  ['provision-environment', 'Plan and apply', 'provisions'],
  ['apply-plan', 'Apply the approved plan', 'provisions'],
  ['destroy-environment', 'Destroy and verify', 'destroys'],
  ['check-drift', 'Check for drift', 'provisions'],
  ['rotate-environment', 'Rotate what it holds', 'provisions'],
])('%s', (machine, first, project) => {
  const walk = (builds: TaskOutcome[], settles: TaskOutcome[]) =>
    walkMachine({
      definition: definitionOf(text, machine),
      substitutions: substitutionsOf(machine, (what) => names[what] ?? ''),
      input,
      tasks: { [first]: builds, 'Settle run': settles },
    });

  it('starts one build that knows its run, settles it, and keeps nothing else of the build', async () => {
    const { visited, status, calls, output } = await walk([succeeded], [settled]);

    const [build, settle] = calls;
    const variables = Object.entries({
      LEASEHOLD_ENVIRONMENT: input.name,
      LEASEHOLD_LIFE: input.id,
      LEASEHOLD_RUN: input.runId,
    });
    expect([status, ...visited]).toEqual(['SUCCEEDED', first, 'Settle run', 'Run is settled']);
    expect(build?.arguments).toEqual({
      ProjectName: project,
      EnvironmentVariablesOverride: variables.map(([Name, Value]) => ({ Name, Value, Type: 'PLAINTEXT' })),
    });
    expect(settle?.arguments).toEqual({ FunctionName: 'settle-run', Payload: input });
    expect(output).toEqual({ build: 'provisions:1', status: 'SUCCEEDED' });
  });

  it.each<[string, TaskOutcome[]]>([
    ['fails', [{ fails: 'States.TaskFailed', cause: 'the build failed' }]],
    ['does not end in time', [{ hangs: true }]],
    ['cannot be started, however often', times(9, throttled)],
    ['may not be started', [{ fails: 'CodeBuild.AccessDeniedException' }]],
  ])('settles the run also when its build %s', async (_how, builds) => {
    const { visited, status, calls } = await walk(builds, [settled]);

    expect([status, ...visited]).toEqual(['SUCCEEDED', first, 'Settle run', 'Run is settled']);
    expect(calls.at(-1)?.arguments).toMatchObject({ Payload: input });
  });

  it('waits for a free build as long as it takes', async () => {
    const { status, elapsedMs } = await walk([...times(100, limit), succeeded], [settled]);

    expect(status).toBe('SUCCEEDED');
    expect(elapsedMs).toBeLessThanOrEqual(100 * 60_000);
  });

  it('settles again after a failure or no answer, and leaves the run to the sweep at last', async () => {
    const mended = await walk([succeeded], [broken, { hangs: true }, settled]);
    const given = await walk([succeeded], times(7, broken));

    expect(mended.status).toBe('SUCCEEDED');
    expect(given).toMatchObject({ status: 'FAILED', error: 'SettleRunFailed' });
    expect(given.visited.at(-1)).toBe('Leave the run to the sweep');
  });
});
