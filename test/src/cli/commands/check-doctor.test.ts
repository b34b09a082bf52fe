import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const me = { kind: 'person', id: 'ada@example.com', name: 'Ada', roles: ['developer'], teams: [] };
const health = { status: 'ok', at: '2026-01-01T00:00:02.000Z', templates: 1 };

describe('idp doctor', () => {
  let api: FakeApi;

  const serve = async (script: Record<string, Scripted> = {}) => {
    api = await startFakeApi({
      'GET /health': health,
      'GET /me': me,
      'GET /templates': { items: [{ name: 'playground' }], next: null },
      ...script,
    });
  };

  afterEach(() => api?.stop());

  it('finds all well, a line each', async () => {
    await serve();

    const { code, stdout } = await runIdp(['doctor'], api);

    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['ok', 'node', process.versions.node],
      ['ok', 'control plane', `${api.url} (from IDP_URL)`],
      ['ok', 'health', 'responds in 0 ms, 1 template'],
      ['ok', 'clock', "the same as the control plane's (to 2s)"],
      ['ok', 'token', 'ada@example.com: developer'],
      ['ok', 'catalog', 'playground'],
      [''],
    ]);
  });

  it('says what to do where there is no control plane', async () => {
    await serve();

    const { code, stdout } = await runIdp(['doctor']);

    expect(code).toBe(6);
    expect(stdout).toMatch(/failed +control plane +No control plane found\.\n/);
    expect(stdout).toContain("Start one with 'npm start'");
  });

  it.each([
    ['health', 1, { 'GET /health': problem(500, 'Unexpected') }, 'Unexpected.'],
    ['clock', 1, { 'GET /health': { ...health, at: '2026-01-01T01:00:00.000Z' } }, '1h ahead of yours'],
    ['token', 3, { 'GET /me': problem(401, 'Unauthenticated') }, 'Unauthenticated.'],
    ['token', 3, { 'GET /me': { ...me, roles: [] } }, 'has no role'],
    ['catalog', 4, { 'GET /templates': { items: [], next: null } }, 'no template is published'],
  ])('finds what is wrong with %s, exit code %i', async (check, code, script, says) => {
    await serve(script);

    const ended = await runIdp(['doctor', '--json'], api);

    const found = (JSON.parse(ended.stdout) as { check: string; ok: boolean; detail: string }[]).filter(
      ({ ok }) => !ok,
    );
    expect(ended.code).toBe(code);
    expect(found).toMatchObject([{ check, detail: expect.stringContaining(says) }]);
  });

  it('looks at the account of a stage instead when it is given one, and fails when something is not well', async () => {
    const asked: string[] = [];
    const examineStage = async (file: string) => {
      asked.push(file);
      return [
        { check: 'identity', ok: true, detail: 'ada', advice: [] },
        { check: 'CDK bootstrap', ok: false, detail: 'absent', advice: ['Run: npx cdk bootstrap'] },
      ];
    };

    const { code, stdout } = await runIdp(['doctor', '--aws', 'config/dev.json'], { examineStage });

    expect(asked).toEqual(['config/dev.json']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/ok +identity +ada\nfailed +CDK bootstrap +absent\n/);
    expect(stdout).toContain('Run: npx cdk bootstrap');
  });
});
