import { type FakeApi, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

const run = views.planning().run!.id;
const log = `GET /runs/${run}/logs`;
const line = (second: number, text: string) => ({ at: `2026-01-01T00:00:0${second}.000Z`, text });
const page = (next: string | null, done: boolean, ...lines: object[]) => ({ lines, next, done });

describe('idp logs', () => {
  let api: FakeApi;

  const serve = async (...pages: Scripted[]) => {
    api = await startFakeApi({ 'GET /environments/foo': views.planning(), [log]: pages });
  };

  afterEach(() => api.stop());

  it('reads what there is of the active run, to the page that leads to itself', async () => {
    await serve(page('a', false, line(1, 'one')), page('b', false, line(2, 'two')), page('b', false));

    const { code, stdout, pauses } = await runIdp(['logs', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout).toBe('00:00:01  one\n00:00:02  two\n');
    expect(pauses).toEqual([]);
    expect(api.to(log).map(({ query }) => query.after)).toEqual([undefined, 'a', 'b']);
  });

  it('goes on with --follow until the run has said its last', async () => {
    await serve(
      page('a', false, line(1, 'one')),
      page('a', false),
      page('b', false, line(2, 'two')),
      page('b', true),
    );

    const { code, stdout, pauses } = await runIdp(['logs', 'foo', '--follow'], api);

    expect(code).toBe(0);
    expect(stdout).toBe('00:00:01  one\n00:00:02  two\n');
    expect(pauses).toHaveLength(1);
  });

  it('takes the last run where none is active', async () => {
    const ready = views.ready();
    api = await startFakeApi({
      'GET /environments/foo': ready,
      [`GET /runs/${ready.lastRun!.id}/logs`]: page(null, true, line(1, 'one')),
    });

    expect((await runIdp(['logs', 'foo'], api)).stdout).toBe('00:00:01  one\n');
  });

  it('takes the run that is named', async () => {
    api = await startFakeApi({ 'GET /runs/r1/logs': page(null, true, line(1, 'one')) });

    const { stdout } = await runIdp(['logs', 'foo', '--run', 'r1', '--json'], api);

    expect(JSON.parse(stdout)).toEqual([line(1, 'one')]);
  });

  it.each([
    [
      'of several pages',
      [page('a', false, line(1, 'one')), page('b', false), page('c', true, line(2, 'two'), line(3, '3'))],
    ],
    ['without a line', [page('a', false), page('a', true)]],
  ])('is one JSON document %s', async (_, pages) => {
    await serve(...pages);

    const { stdout } = await runIdp(['logs', 'foo', '--json'], api);

    const lines = pages.flatMap((one) => one.lines);
    expect(stdout).toBe(`${JSON.stringify(lines, null, 2)}\n`);
  });

  it('lets no line rule the terminal', async () => {
    await serve(page(null, true, line(1, '\u001b[31mred\u001b[0m\rover')));

    expect((await runIdp(['logs', 'foo'], api)).stdout).toBe('00:00:01  redover\n');
  });

  it('follows in no JSON, which must be one document', async () => {
    await serve(page(null, true));

    expect((await runIdp(['logs', 'foo', '--follow', '--json'], api)).code).toBe(2);
  });
});
