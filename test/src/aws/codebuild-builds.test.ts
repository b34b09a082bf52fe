import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { createCodeBuildBuilds } from '../../../src/aws/codebuild-builds';
import { toLogLines } from '../../../src/domain/environment/log/log-line';
import type { Builds } from '../../../src/operations/ports/environment';
import { refuse, startScripted } from '../../support/aws/scripted-service';

const json = 'application/x-amz-json-1.1' as const;
const stream = { groupName: '/leasehold/runs', streamName: 's-1' };

let codebuild: Awaited<ReturnType<typeof startScripted>>;
let logs: Awaited<ReturnType<typeof startScripted>>;
let builds: Builds;
/** Lets CodeBuild know one build; undefined: none. */
const know = (build?: object) => {
  codebuild.answers['BatchGetBuilds'] = () =>
    build ? { builds: [build] } : { builds: [], buildsNotFound: ['b:1'] };
};

beforeEach(async () => {
  codebuild = await startScripted(
    { targetPrefix: 'CodeBuild_20161006', contentType: json },
    { BatchGetBuilds: () => ({}), StopBuild: () => ({}) },
  );
  logs = await startScripted(
    { targetPrefix: 'Logs_20140328', contentType: json },
    { GetLogEvents: () => ({}) },
  );
  builds = createCodeBuildBuilds(
    new CodeBuildClient(codebuild.client),
    new CloudWatchLogsClient(logs.client),
  );
});
afterEach(() => Promise.all([codebuild.close(), logs.close()]));

const over = (buildStatus: string) => ({ buildStatus, buildComplete: true });

it.each([
  ['IN_PROGRESS', false],
  ['SUCCEEDED', true],
  ['FAILED', true],
  ['FAULT', true],
  ['TIMED_OUT', true],
  ['STOPPED', true],
])('a build that is %s is over: %s', async (buildStatus, isOver) => {
  know({ buildStatus, buildComplete: isOver });

  expect(await builds.isOver('b:1')).toBe(isOver);
});

it.each(['SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED'])(
  'a build that is %s and not complete is at work: it is not over, may be stopped, and its log goes on',
  async (buildStatus) => {
    know({ buildStatus, buildComplete: false, logs: stream });
    logs.answers['GetLogEvents'] = () => ({ events: [], nextForwardToken: 'f/1' });

    expect(await builds.isOver('b:1')).toBe(false);
    expect(await builds.logs('b:1', 'f/1')).toMatchObject({ done: false });
    await builds.stop('b:1');
    expect(codebuild.calls.at(-1)).toEqual({ operation: 'StopBuild', input: { id: 'b:1' } });
  },
);

it('takes a build that is not known any more for over, but not one it could not ask about', async () => {
  know();
  expect(await builds.isOver('b:1')).toBe(true);

  codebuild.answers['BatchGetBuilds'] = () => refuse('ThrottlingException');
  await expect(builds.isOver('b:1')).rejects.toThrow('ThrottlingException');
});

it('stops a build that is at work, and no other', async () => {
  know({ buildStatus: 'IN_PROGRESS' });
  await builds.stop('b:1');
  know(over('FAILED'));
  await builds.stop('b:2');

  const stops = codebuild.calls.filter(({ operation }) => operation === 'StopBuild');
  expect(stops.map(({ input }) => input)).toEqual([{ id: 'b:1' }]);
});

describe('the log of a build', () => {
  it('is read from its beginning, then behind the token of the last page', async () => {
    know({ buildStatus: 'IN_PROGRESS', logs: stream });
    logs.answers['GetLogEvents'] = () => ({
      events: [{ timestamp: Date.parse('2026-01-01T00:00:01Z'), message: 'one\n' }],
      nextForwardToken: 'f/1',
    });

    const first = await builds.logs('b:1');
    await builds.logs('b:1', 'f/1');

    expect(first).toEqual({
      lines: [{ at: '2026-01-01T00:00:01.000Z', text: 'one' }],
      next: 'f/1',
      done: false,
    });
    expect(logs.calls.map(({ input }) => [input['startFromHead'], input['nextToken']])).toEqual([
      [true, undefined],
      [true, 'f/1'],
    ]);
  });

  it('gives the words of what the runner wrote, without the ids around them', async () => {
    know({ buildStatus: 'IN_PROGRESS', logs: stream });
    const life = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';
    const ids = { environment: 'foo', life, run: life, build: 'b:1' };
    const [message = ''] = toLogLines('Planned: "3" to add.', ids);
    logs.answers['GetLogEvents'] = () => ({ events: [{ timestamp: 0, message: `${message}\n` }] });

    const { lines } = await builds.logs('b:1');

    expect(lines.map(({ text }) => text)).toEqual(['Planned: "3" to add.']);
  });

  it.each([
    ['long lines', Array.from({ length: 5 }, () => 'x'.repeat(250_000))],
    ['many lines', Array.from({ length: 4_000 }, (_, n) => `${n} ${'\u0001'.repeat(60)}`)],
    ['a line that is nothing but control characters', ['\u0000'.repeat(200_000), 'next']],
  ])('of %s comes in pages below 1 MB, each line once', async (_, texts) => {
    know({ buildStatus: 'SUCCEEDED', buildComplete: true, logs: stream });
    logs.answers['GetLogEvents'] = ({ nextToken = 'f/0', limit }) => {
      const from = Number(String(nextToken).slice(2));
      const events = texts.slice(from, from + Number(limit)).map((message) => ({ timestamp: 0, message }));
      return { events, nextForwardToken: `f/${from + events.length}` };
    };
    const read: string[] = [];
    for (let after: string | undefined, done = false; !done;) {
      const page = await builds.logs('b:1', after);
      expect(JSON.stringify(page).length).toBeLessThan(1_000_000);
      read.push(...page.lines.map(({ text }) => text));
      ({ done } = page);
      after = page.next ?? undefined;
    }

    expect(read).toHaveLength(texts.length);
    expect(read.every((text, n) => texts[n]?.startsWith(text.replace(/…$/, '')))).toBe(true);
  });

  it.each([
    ['IN_PROGRESS', 'f/1', false],
    ['SUCCEEDED', 'f/1', true],
    ['SUCCEEDED', 'f/0', false],
  ])('of a build that is %s, read behind %s, is done: %s', async (buildStatus, after, done) => {
    know({ buildStatus, buildComplete: buildStatus !== 'IN_PROGRESS', logs: stream });
    logs.answers['GetLogEvents'] = () => ({ events: [], nextForwardToken: 'f/1' });

    expect(await builds.logs('b:1', after)).toEqual({ lines: [], next: 'f/1', done });
  });

  it.each([
    ['has no log yet', { buildStatus: 'IN_PROGRESS' }, false],
    ['ended without a log', over('FAULT'), true],
    ['is not known any more', undefined, true],
  ])('of a build that %s is empty', async (_why, build, done) => {
    know(build);

    expect(await builds.logs('b:1', 'f/1')).toEqual({ lines: [], next: 'f/1', done });
  });

  it('whose stream is not there (yet) is empty, and any other trouble is handed on', async () => {
    know({ buildStatus: 'IN_PROGRESS', logs: stream });
    logs.answers['GetLogEvents'] = () => refuse('ResourceNotFoundException');
    expect(await builds.logs('b:1')).toEqual({ lines: [], next: null, done: false });

    logs.answers['GetLogEvents'] = () => refuse('AccessDeniedException');
    await expect(builds.logs('b:1')).rejects.toThrow('as scripted');
  });

  it('is asked for anew where CloudWatch refuses the token it was asked with, and only then', async () => {
    know({ buildStatus: 'IN_PROGRESS', logs: stream });
    logs.answers['GetLogEvents'] = () => refuse('InvalidParameterException');

    await expect(builds.logs('b:1', 'no token')).rejects.toMatchObject({
      code: 'InvalidRequest',
      message: 'after: is not a token of this log; start again without it',
    });
    await expect(builds.logs('b:1')).rejects.toThrow('as scripted');
  });
});
