import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildBundle, bundlePath, bundles } from '../../../scripts/build/bundles';
import { type FakeApi, startFakeApi } from '../../support/cli/fake-api';
import { ada } from '../../support/cli/estimates';

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'leasehold-silent-'));
const built = (name: string) => {
  const bundle = bundles.find((one) => one.name === name)!;
  return { ...bundle, folder: relative(root, join(folder, bundle.folder)) };
};

/** Runs the shipped `idp`: how long it took, when it first said something, and how it ended; in milliseconds. */
const timed = (args: string[], url: string) =>
  new Promise<{ code: number | null; ms: number; first: number; said: string }>((resolve, reject) => {
    const began = performance.now();
    const env = { PATH: process.env.PATH, HOME: folder, IDP_URL: url, IDP_TOKEN: 't' };
    const child = spawn(process.execPath, [bundlePath(root, built('idp')), ...args], { env, cwd: folder });
    let said = '';
    let first = Infinity;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      first = Math.min(first, performance.now() - began);
      said += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ms: performance.now() - began, first, said }));
  });

describe('the shipped idp, before a control plane that accepts and never answers', () => {
  let api: FakeApi;

  beforeAll(() => Promise.all(['idp', 'idp-program'].map((name) => buildBundle(root, built(name)))));
  afterEach(() => api.stop());

  it.each([
    [['me'], 'GET /me'],
    [['extend', 'foo', '--ttl', '1h'], 'POST /environments/foo/extend'],
    [['create', '-t', 'x', '-n', 'foo', '--yes'], 'POST /estimates'],
  ])('says so within five seconds of its start, and leaves after a minute: %j', async (args, route) => {
    api = await startFakeApi({ 'GET /me': ada, [route]: 'silence' });

    const { code, ms, first, said } = await timed(args, api.url);

    expect(code).toBe(6);
    // Node's own start is part of both.
    expect(first).toBeLessThan(5_000);
    expect(ms).toBeGreaterThan(55_000);
    expect(ms).toBeLessThan(66_000);
    expect(said).toContain('No response yet');
    expect(api.to(route).length).toBeGreaterThan(1);
  });
});
