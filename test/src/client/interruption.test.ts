import { mayBeDone } from '../../../src/client/may-be-done';
import type { Attempt } from '../../../src/client/request';
import { images } from '../../support/builders/image-views';
import { views } from '../../support/builders/views';
import { ada, estimate } from '../../support/cli/estimates';
import { type FakeApi, problem, Reply, type Scripted, startFakeApi } from '../../support/cli/fake-api';
import { runIdp } from '../../support/cli/terminal';

const answers = {
  'GET /me': ada,
  'POST /estimates': estimate,
  'GET /environments/foo': views.ready(),
  'GET /image-builds': { items: [images.queued], next: null },
};

/** Commands that change something: how they are typed, what they send, and what shows whether it was done. */
const changes = [
  [['create', '-t', 'playground', '-n', 'foo', '--yes'], 'POST /environments', 'idp status foo'],
  [['update', 'foo', '--version', '1.0.1', '--yes'], 'PATCH /environments/foo', 'idp status foo'],
  [['destroy', 'foo', '--yes'], 'DELETE /environments/foo', 'idp status foo'],
  [['extend', 'foo', '--ttl', '1h'], 'POST /environments/foo/extend', 'idp status foo'],
  [['cancel', 'foo'], 'POST /environments/foo/cancel', 'idp status foo'],
  [['image', 'build', 'acme/shop'], 'POST /image-builds', 'idp image list'],
] as const;

describe('an interruption', () => {
  let api: FakeApi;

  const serve = async (script: Record<string, Scripted | Scripted[]>) => {
    api = await startFakeApi({ ...answers, ...script });
  };
  /** Runs a command and interrupts it once a route was asked so many times. */
  const interruptAt = async (argv: readonly string[], route: string, times = 1) => {
    const interruption = new AbortController();
    void api.asked(route, times).then(() => interruption.abort());
    return runIdp([...argv], { ...api, interrupted: interruption.signal });
  };

  afterEach(() => api.stop());

  it.each(changes)('after %j was sent says that it may have been done', async (argv, route, shownBy) => {
    await serve({ [route]: 'silence' });

    const { code, stderr } = await interruptAt(argv, route);

    expect(code).toBe(130);
    expect(stderr).toContain('Interrupted.');
    expect(stderr).toContain(`The request was sent, and may have been carried out: '${shownBy}' shows it.`);
  });

  it('says so too where the second attempt is interrupted, the first having been lost', async () => {
    await serve({ 'POST /environments/foo/extend': ['hang-up', 'silence'] });

    const { stderr } = await interruptAt(
      ['extend', 'foo', '--ttl', '1h'],
      'POST /environments/foo/extend',
      2,
    );

    expect(stderr).toContain("may have been carried out: 'idp status foo' shows it");
  });

  it.each([
    [['status', 'foo'], 'GET /environments/foo'],
    [['create', '-t', 'playground', '-n', 'foo', '--yes'], 'POST /estimates'],
    [['me'], 'GET /me'],
  ])('says nothing of the kind where %j changes nothing yet', async (argv, route) => {
    await serve({ [route]: 'silence' });

    const { code, stderr } = await interruptAt(argv, route);

    expect([code, stderr]).toEqual([130, 'Interrupted.\n']);
  });
});

describe('mayBeDone', () => {
  const answered = (status: number, body: object): Attempt => {
    return { answered: true, status, retryAfter: null, location: null, text: JSON.stringify(body) };
  };

  it.each([
    ['no answer', { answered: false, reason: 'reset', refused: false } as const, true],
    ['a refused connection', { answered: false, reason: 'refused', refused: true } as const, false],
    ["a gateway's own 503", answered(503, { message: 'Service Unavailable' }), true],
    ['a 503 of the API', answered(503, { code: 'Unreachable' }), false],
    ['an answer of 429', answered(429, {}), false],
    ['a refusal', answered(409, {}), false],
  ])('reads %s', (_what, made, may) => {
    expect(mayBeDone(made)).toBe(may);
  });
});

describe('an answer that is lost', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it.each([
    ...changes.map(([argv, route, shownBy]) => [argv, route, 'hang-up', shownBy] as const),
    [['extend', 'foo', '--ttl', '1h'], 'POST /environments/foo/extend', problemless(503), 'idp status foo'],
    [['destroy', 'foo', '--yes'], 'DELETE /environments/foo', problemless(504), 'idp status foo'],
    [
      ['update', 'foo', '--version', '1.0.1', '--yes'],
      'PATCH /environments/foo',
      problemless(502),
      'idp status foo',
    ],
  ] as const)('says of %j that it may have been done: %s %j', async (argv, route, answer, shownBy) => {
    api = await startFakeApi({ ...answers, [route]: answer });

    const { code, stderr } = await runIdp([...argv], api);

    expect(code).toBe(6);
    expect(stderr).toContain(`may have been carried out: '${shownBy}' shows it.`);
  });

  it('says nothing of the kind where the API says that nothing was done', async () => {
    api = await startFakeApi({ ...answers, 'POST /environments/foo/extend': problem(503, 'Unreachable') });

    const { code, stderr } = await runIdp(['extend', 'foo', '--ttl', '1h'], api);

    expect(code).toBe(6);
    expect(stderr).not.toContain('may have been carried out');
  });
});

/** What a gateway answers by itself. */
function problemless(status: number) {
  return new Reply(status, { message: 'Service Unavailable' });
}
