import { once } from 'node:events';
import { createServer } from 'node:http';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPlainRoot } from '../../../../src/bundle/eject/plain-root';
import { createKeyPair, seal } from '../../../../src/bundle/eject/seal';
import { views } from '../../../support/builders/views';
import { type FakeApi, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const run = '01JD3V8K2N7Q4R5S6T7V8W9XY0';
const life = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';
const at = '2026-01-01T00:00:00.000Z';
const packed = packPlainRoot({
  about: {
    environment: 'foo',
    life,
    template: 'playground',
    version: '1.0.0',
    engine: { name: 'terraform', version: '1.11.4' },
    region: 'eu-central-1',
    root: 'templates/playground',
  },
  files: new Map([
    ['templates/playground/main.tf', Buffer.from('# as it was published')],
    ['templates/playground/terraform.tfstate', Buffer.from('{"secret": "correct-horse-battery"}')],
  ]),
});
const record = { id: run, life, environment: 'foo', kind: 'eject', requestedBy: 'ada', startedAt: at };

describe('idp eject', () => {
  let api: FakeApi;
  let to: string;

  beforeEach(() => {
    to = join(mkdtempSync(join(tmpdir(), 'leasehold-eject-')), 'foo');
  });
  const opened: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0)) await close();
  });

  /** Ejects from an API whose copy is sealed for the key that it was given, unless a test seals it otherwise. */
  const eject = async (
    words: string[] = [],
    { result = 'ejected', sealing = (key: string) => seal(packed, key, { life, run }), typed = 'y\n' } = {},
  ) => {
    const script: Record<string, Scripted> = {
      'POST /environments/foo/eject': { ...views.ready(), check: { id: run, since: at, by: 'ada' } },
      'GET /environments/foo': views.ready(),
      [`GET /runs/${run}`]: { ...record, result, failureReason: 'It has no Terraform state.' },
    };
    const stored = createServer((_, response) => response.end(copy())).listen(0, '127.0.0.1');
    await once(stored, 'listening');
    opened.push(() => {
      stored.closeAllConnections();
      stored.close();
    });
    const { port } = stored.address() as AddressInfo;
    const copy = () => {
      const { key } = api.to('POST /environments/foo/eject')[0]?.body as { key: string };
      return sealing(key);
    };
    const bytes = seal(packed, createKeyPair().key, { life, run }).length;
    const url = `http://127.0.0.1:${port}/sealed?X-Amz-Signature=0000`;
    script['GET /environments/foo/ejected'] = { run, life, bytes, url, expiresAt: at };
    const started = await startFakeApi(script);
    opened.push(() => started.stop());
    api = started;
    return runIdp(['eject', 'foo', '--to', to, ...words], { ...api, typed });
  };

  it('asks, has a copy made for a key of its own, and writes it where its owner alone may look', async () => {
    const { code, stdout } = await eject();

    expect(code).toBe(0);
    expect(stdout).toContain('Terraform state with its secrets');
    expect(stdout).not.toContain('X-Amz-Signature');
    const root = join(to, 'templates', 'playground');
    expect(readFileSync(join(root, 'main.tf'), 'utf8')).toBe('# as it was published');
    expect(JSON.parse(readFileSync(join(root, 'backend_override.tf.json'), 'utf8'))).toEqual({
      terraform: { backend: { local: {} } },
    });
    expect(readFileSync(join(to, 'EJECTED.md'), 'utf8')).toContain('terraform plan        # No changes.');
    expect(readFileSync(join(to, '.gitignore'), 'utf8')).toContain('*.tfstate');
    expect(statSync(to).mode & 0o777).toBe(0o700);
  });

  it('names the bucket that the state is to be kept in', async () => {
    const flags = ['--backend', 's3', '--bucket', 'acme', '--key-prefix', '/shop/', '--lock-table', 'locks'];
    expect((await eject(flags)).code).toBe(0);
    const file = join(to, 'templates', 'playground', 'backend_override.tf.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      terraform: {
        backend: {
          s3: {
            bucket: 'acme',
            key: 'shop/foo/terraform.tfstate',
            region: 'eu-central-1',
            encrypt: true,
            dynamodb_table: 'locks',
          },
        },
      },
    });
  });

  it.each([
    ['for another key', () => seal(packed, createKeyPair().key, { life, run }), 'not the one that was made'],
    ['of another life', (key: string) => seal(packed, key, { life: run, run }), 'not the one that was made'],
    ['that is cut', (key: string) => seal(packed, key, { life, run }).subarray(9), 'not all of it'],
  ])('writes nothing of a copy %s', async (_, sealing, why) => {
    const { code, stderr } = await eject([], { sealing });

    expect(code).not.toBe(0);
    expect(stderr).toContain(why);
    expect(readdirSync(join(to, '..'))).toEqual([]);
  });

  it.each([
    ['replaced', 'a run or a check of it took its place'],
    ['failed', 'could not be packed: It has no Terraform state.'],
  ])('says why there is no copy: %s', async (result, why) => {
    const { code, stderr } = await eject([], { result });
    expect(code).not.toBe(0);
    expect(stderr).toContain(why);
    expect(existsSync(to)).toBe(false);
  });

  it('asks for nothing where the folder is used, a flag is missing, or the answer is no', async () => {
    expect((await eject([], { typed: 'n\n' })).code).toBe(10);
    expect((await eject(['--backend', 's3'])).stderr).toContain('--backend s3 needs --bucket');
    expect((await eject(['--bucket', 'acme'])).stderr).toContain('need --backend s3');
    writeFileSync(to, '');
    expect((await eject()).stderr).toContain('cannot be read (ENOTDIR)');
    expect(api.received).toEqual([]);
  });
});
