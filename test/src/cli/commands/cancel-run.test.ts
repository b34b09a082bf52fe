import type { EnvironmentView } from '../../../../src/domain/environment/view';
import { type FakeApi, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { views } from '../../../support/builders/views';

const endedAs = (view: EnvironmentView, result: string): EnvironmentView => ({
  ...view,
  lastRun: { ...view.lastRun!, id: views.planning().run!.id, result },
});

describe('idp cancel', () => {
  let api: FakeApi;

  const serve = async (...looks: Scripted[]) => {
    api = await startFakeApi({
      'GET /environments/foo': [views.planning(), ...looks],
      'POST /environments/foo/cancel': views.planning(),
    });
  };

  afterEach(() => api.stop());

  it('waits until the run has stopped', async () => {
    await serve(views.planning(), endedAs(views.failed(), 'cancelled'));

    const { code, stdout } = await runIdp(['cancel', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('The run ended as cancelled; foo is failed\n');
    expect(stdout).toContain('Next: idp retry foo\n');
  });

  it('says that the run was done before it could stop', async () => {
    await serve(endedAs(views.ready(), 'applied'));

    const { code, stdout } = await runIdp(['cancel', 'foo'], api);

    expect(code).toBe(7);
    expect(stdout).toContain('The run ended as applied; foo is ready\n');
  });

  it('leaves at once when it is not to wait', async () => {
    await serve();

    const { code, stdout } = await runIdp(['cancel', 'foo', '--no-wait'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('The run is stopping; foo is pending\n');
    expect(api.to('GET /environments/foo')).toHaveLength(1);
  });
});
