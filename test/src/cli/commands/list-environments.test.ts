import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { ada } from '../../../support/cli/estimates';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

describe('idp list', () => {
  let api: FakeApi;

  const serve = async (...pages: object[][]) => {
    const answers = pages.map((items, index) => ({
      items,
      next: index < pages.length - 1 ? `page-${index + 2}` : null,
    }));
    api = await startFakeApi({ 'GET /environments': answers, 'GET /me': { ...ada, teams: ['shop'] } });
  };

  afterEach(() => api.stop());

  it('shows name, template, owner, status, end and price of what lives', async () => {
    const dear = { ...views.ready(), name: 'web', cost: { ...views.ready().cost, monthly: 69.64 } };
    await serve([views.planning(), dear, views.destroyed()]);

    const { code, stdout } = await runIdp(['list'], api);

    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'NAME  TEMPLATE    OWNER            STATUS              EXPIRES  COST/MO',
      'foo   playground  ada@example.com  pending (planning)  in 2h    $0.00',
      'web   playground  ada@example.com  ready               in 2h    $69.64',
      '',
      '2 environments',
      '',
    ]);
  });

  it('writes an empty JSON list when there is none', async () => {
    await serve([]);

    expect(await runIdp(['list', '--json'], api)).toMatchObject({ code: 0, stdout: '[]\n', stderr: '' });
  });

  it('says so to people when there is none', async () => {
    await serve([]);

    expect((await runIdp(['list'], api)).stdout).toContain('No environments.');
  });

  it('follows the pages to their end', async () => {
    await serve([views.ready()], [{ ...views.ready(), name: 'bar' }]);

    const { stdout } = await runIdp(['list', '--json'], api);

    expect(JSON.parse(stdout)).toHaveLength(2);
    expect(api.received.map(({ query }) => query)).toEqual([
      { limit: '100' },
      { limit: '100', cursor: 'page-2' },
    ]);
  });

  it.each([
    [['--all'], {}],
    [['--status', 'destroyed'], { status: 'destroyed' }],
  ])('shows destroyed ones with %j', async (flags, query) => {
    await serve([views.destroyed()]);

    const { stdout } = await runIdp(['list', ...flags], api);

    expect(stdout).toContain('destroyed');
    expect(api.received[0]?.query).toEqual({ ...query, limit: '100' });
  });

  it('shows with --awaiting only what the caller may decide about', async () => {
    const mine = { ...views.waiting(), name: 'web', can: ['reject', 'approve'] };
    await serve([views.waiting(), { ...views.waiting(), name: 'own', can: ['reject'] }, mine]);

    const { stdout } = await runIdp(['list', '--awaiting', '--json'], api);

    expect((JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)).toEqual(['web']);
    expect(api.received[0]?.query).toEqual({ phase: 'awaiting-approval', limit: '100' });
  });

  it('leaves the choice to the control plane', async () => {
    await serve([]);

    await runIdp(['list', '--owner', 'me', '--template', 'playground', '--status', 'failed'], api);

    const query = { owner: 'me', template: 'playground', status: 'failed', limit: '100' };
    expect(api.received[0]?.query).toEqual(query);
  });

  it("shows one's own and one's teams', and counts the others; everybody's with --all", async () => {
    const [mine, bobs, teams] = [
      views.ready(),
      { ...views.ready(), name: 'bobs', owner: 'bob' },
      { ...views.ready(), name: 'teams', owner: 'bob', team: 'shop' },
    ];
    await serve([mine, bobs, teams]);

    const own = (await runIdp(['list'], api)).stdout;
    expect(own).toMatch(/^foo /m);
    expect(own).toMatch(/^teams /m);
    expect(own).not.toMatch(/^bobs /m);
    expect(own).toContain('2 environments\n1 environment of other people: idp list --all\n');
    for (const flags of [['--all'], ['--status', 'ready'], ['--owner', 'bob'], ['--template', 'playground']])
      expect((await runIdp(['list', ...flags], api)).stdout).toMatch(/^bobs /m);
    expect(JSON.parse((await runIdp(['list', '--json'], api)).stdout)).toHaveLength(3);
    expect((await runIdp(['ls'], api)).stdout).toBe(own);
  });

  it('shows first what failed, then what ends within a day, then the rest in the natural order of names', async () => {
    const at = (name: string, expiresAt: string | null, more: object = {}) => ({
      ...views.ready(),
      name,
      lease: { ...views.ready().lease, expiresAt },
      ...more,
    });
    await serve([
      at('demo-10', null),
      at('demo-2', '2026-03-01T00:00:00.000Z'),
      at('later', '2026-01-01T09:00:00.000Z'),
      at('soon', '2026-01-01T03:00:00.000Z'),
      at('old', null, { status: 'destroyed' }),
      at('broken', null, { status: 'failed' }),
    ]);

    const { stdout } = await runIdp(['list', '--all'], api);

    const names = stdout
      .split('\n')
      .slice(1, 7)
      .map((line) => line.split(' ')[0]);
    expect(names).toEqual(['broken', 'soon', 'later', 'demo-2', 'demo-10', 'old']);
  });
});
