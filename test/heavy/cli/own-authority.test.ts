import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildBundle, bundlePath, bundles } from '../../../scripts/build/bundles';
import { ada } from '../../support/cli/estimates';
import { selfSigned } from '../../support/cli/self-signed';

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'leasehold-authority-'));
const built = (name: string) => {
  const bundle = bundles.find((one) => one.name === name)!;
  return { ...bundle, folder: relative(root, join(folder, bundle.folder)) };
};

/** Asks a control plane with this certificate who one is; `trusted` is what the machine trusts besides. */
async function ask(own: { key: string; cert: string }, trusted?: string) {
  const server = createServer(own, (_, response) => response.end(JSON.stringify(ada)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const file = join(folder, 'authority.pem');
  if (trusted !== undefined) writeFileSync(file, trusted);
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    IDP_URL: `https://localhost:${(server.address() as AddressInfo).port}`,
    IDP_TOKEN: 't',
    ...(trusted !== undefined && { NODE_EXTRA_CA_CERTS: file }),
  };
  const child = spawn(process.execPath, [bundlePath(root, built('idp')), 'me'], { env, cwd: folder });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  server.close();
  return { code, said };
}

describe('a control plane with a certificate of an own authority', () => {
  beforeAll(() => Promise.all(['idp', 'idp-program'].map((name) => buildBundle(root, built(name)))));

  it('is trusted where NODE_EXTRA_CA_CERTS names it', async () => {
    const own = selfSigned('localhost');

    expect(await ask(own, own.cert)).toEqual({ code: 0, said: '' });
  });

  it.each([
    ['of nobody that is trusted', () => selfSigned('localhost'), 'NODE_EXTRA_CA_CERTS', false],
    ['that has ended', () => selfSigned('localhost', new Date(Date.now() - 60_000)), 'clock', true],
    ['for another name', () => selfSigned('elsewhere.example'), 'a different host', true],
  ])('%s is asked once, and what to do is said', async (_what, make, says, trusted) => {
    const own = make();

    const { code, said } = await ask(own, trusted ? own.cert : undefined);

    expect([code, said.includes('trying again')]).toEqual([6, false]);
    expect(said).toContain(says);
  });
});
