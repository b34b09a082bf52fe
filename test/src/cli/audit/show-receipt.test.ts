import { evidenceOf, lifeOf, views } from '../../../support/builders/views';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

describe('idp receipt', () => {
  let api: FakeApi;
  const serve = async (view: ReturnType<typeof views.ready>, evidence = evidenceOf(view)) => {
    api = await startFakeApi({
      'GET /environments/foo': view,
      [`GET /lives/${view.id}`]: lifeOf(view, evidence),
    });
  };
  afterEach(() => api.stop());

  it('says the verdict first, and then the evidence', async () => {
    await serve(views.destroyed());

    const { code, stdout } = await runIdp(['receipt', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe('foo: proven: nothing is left');
    expect(stdout).toContain('found by tag and checked');
  });

  it('is found by the id of a life, and is evidence for programs', async () => {
    await serve(views.destroyed());

    const { stdout } = await runIdp(['receipt', views.destroyed().id, '--json=verdict,evidence'], api);

    expect(JSON.parse(stdout)).toEqual({
      verdict: 'proven: nothing is left',
      evidence: evidenceOf(views.destroyed()),
    });
  });

  it('is not there yet for what lives or is being destroyed', async () => {
    await serve(views.ready());
    const alive = await runIdp(['receipt', 'foo'], api);
    await api.stop();
    await serve(views.destroying());
    const ending = await runIdp(['receipt', 'foo'], api);

    expect([alive.code, ending.code]).toEqual([7, 7]);
    expect(alive.stdout).toContain('foo: it still lives, so there is no receipt');
    expect(ending.stdout).toContain('foo: not yet proven');
  });
});
