import { type FakeApi, problem, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { evidenceOf, lifeOf, views } from '../../../support/builders/views';

const address = 'aws_iam_role.app';
const disown = ['disown', 'foo', '--address', address];

describe('idp disown', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('shows what the destroy could not account for, asks, and follows the destroy to a receipt that has it', async () => {
    const gone = views.destroyed();
    const receipt = { ...gone.receipt!, disowned: 1 };
    const word = { address, by: 'people:eve', at: '2026-01-01T10:00:00.000Z', why: 'app exists' };
    const evidence = { ...evidenceOf(gone), disowned: [word] };
    api = await startFakeApi({
      'GET /environments/foo': [views.unaccounted(address), gone],
      'POST /environments/foo/disown': views.destroying(),
      [`GET /lives/${gone.id}`]: lifeOf({ ...gone, receipt }, evidence),
    });

    const { code, stdout } = await runIdp(disown, { ...api, typed: 'disown\n' });

    expect(code).toBe(0);
    expect(stdout).toContain('They may be left.');
    expect(api.to('POST /environments/foo/disown')[0]?.body).toEqual({ address });
    expect(stdout).toContain('nothing is left that could be checked; 1 disowned');
    expect(stdout).toMatch(/Disowned +aws_iam_role.app: by people:eve at .*; app exists/);
  });

  it('says what else the destroy waits for', async () => {
    api = await startFakeApi({
      'GET /environments/foo': views.unaccounted(address, 'aws_x.y'),
      'POST /environments/foo/disown': views.unaccounted('aws_x.y'),
    });

    const { code, stdout } = await runIdp([...disown, '--yes'], api);

    expect(code).toBe(0);
    expect(stdout).toContain('idp disown foo --address aws_x.y');
  });

  it('disowns nothing without a yes, and nothing that the destroy does not wait for', async () => {
    api = await startFakeApi({
      'GET /environments/foo': views.unaccounted('aws_x.y'),
      'POST /environments/foo/disown': problem(409, 'NotUnaccounted'),
    });

    expect((await runIdp(disown, { ...api, typed: 'yes\n' })).code).toBe(10);
    expect(api.to('POST /environments/foo/disown')).toEqual([]);
    expect((await runIdp([...disown, '--yes'], api)).code).toBe(5);
  });
});
