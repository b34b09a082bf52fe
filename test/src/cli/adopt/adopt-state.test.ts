import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { views } from '../../../support/builders/views';
import { ada, estimate } from '../../../support/cli/estimates';
import { type FakeApi, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { templateVersion } from '../../../support/terraform/catalog';

const item = { mode: 'managed', type: 'aws_vpc', name: 'this', instances: [{ attributes: { id: 'x' } }, {}] };
const data = { ...item, mode: 'data' };
const state = { version: 4, serial: 7, lineage: 'l', resources: [item, data] };

describe('idp adopt', () => {
  let api: FakeApi;
  let file: string;

  const adopt = async (
    content: unknown,
    { typed = 'y\n', more = {} }: { typed?: string; more?: Record<string, Scripted> } = {},
  ) => {
    file = join(await mkdtemp(join(tmpdir(), 'leasehold-adopt-')), 'old.tfstate');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return again({ typed, more });
  };

  const again = async ({
    typed = 'y\n',
    more = {},
    words: extra = [],
  }: { typed?: string; more?: Record<string, Scripted>; words?: string[] } = {}) => {
    const script: Record<string, Scripted> = {
      'GET /templates/playground': templateVersion(),
      'POST /estimates': estimate,
      'GET /me': ada,
      'PUT /upload': {},
      'POST /environments': views.pending(),
      ...more,
    };
    api = await startFakeApi(script);
    script['POST /states'] ??= {
      url: `${api.url}/upload`,
      headers: {},
      expiresAt: '2026-01-01T01:00:00.000Z',
    };
    const words = [
      'adopt',
      '--state',
      file,
      '-t',
      'playground',
      '-n',
      'foo',
      '--ttl',
      '7d',
      '--no-wait',
      ...extra,
    ];
    return runIdp(words, { ...api, typed });
  };

  afterEach(() => api?.stop());

  it('uploads the state, has an environment planned on it, marks the file and leaves it as it is', async () => {
    const { code, stdout } = await adopt(state);

    const text = JSON.stringify(state);
    const digest = createHash('sha256').update(text).digest('hex');
    expect(code).toBe(0);
    expect(stdout).toContain(`Adopts 2 resources of ${file}, serial 7.`);
    expect(stdout).toContain('Apply and destroy nothing with it from now on.');
    expect(api.to('POST /states')[0]?.body).toEqual({ environment: 'foo', digest, bytes: text.length });
    expect(api.to('PUT /upload')[0]?.headers).toMatchObject({ 'content-length': String(text.length) });
    expect(api.to('POST /environments')[0]?.body).toMatchObject({
      name: 'foo',
      adopt: { state: digest, from: file },
    });
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(JSON.parse(await readFile(`${file}.adopted.json`, 'utf8'))).toMatchObject({
      environment: 'foo',
      serial: 7,
      lineage: 'l',
      digest,
    });
  });

  it('does nothing at N', async () => {
    const { code } = await adopt(state, { typed: 'N\n' });

    expect(code).toBe(10);
    expect([...api.to('POST /states'), ...api.to('POST /environments')]).toEqual([]);
  });

  it('adopts no state twice', async () => {
    await adopt(state);
    await api.stop();
    const { code, stderr } = await again();

    expect(code).toBe(5);
    expect(stderr).toContain(`${file}.adopted.json says by which environment`);
  });

  it('adopts no state that Terraform works on', async () => {
    file = join(await mkdtemp(join(tmpdir(), 'leasehold-adopt-')), 'old.tfstate');
    await writeFile(file, JSON.stringify(state));
    await writeFile(join(file, '..', '.old.tfstate.lock.info'), '{}');
    const { code, stderr } = await again();

    expect(code).toBe(5);
    expect(stderr).toContain('is locked');
    expect(api.to('POST /states')).toEqual([]);
  });

  it('makes nothing of a state that changed while it was copied', async () => {
    const { code, stderr } = await adopt(state, {
      more: {
        // The file is another one by the time that the upload is answered.
        'PUT /upload': {
          toJSON: () => writeFileSync(file, JSON.stringify({ ...state, serial: 8 })) ?? {},
        },
      },
    });

    expect(code).toBe(5);
    expect(stderr).toContain('changed while it was copied');
    expect(api.to('POST /environments')).toEqual([]);
  });

  it.each([
    ['no JSON', 'secret = "hunter2"', 'is not a Terraform state'],
    ['another document', { version: 4 }, 'is not a Terraform state'],
    ['an older format', { ...state, version: 3 }, 'format version 3; version 4 is needed'],
    ['of data only', { ...state, resources: [data] }, 'holds no resources'],
  ])('refuses what is %s before anything is asked, and prints none of it', async (_what, content, words) => {
    const { code, stdout, stderr } = await adopt(content);

    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stdout + stderr).not.toContain('hunter2');
    expect(api.to('POST /estimates')).toEqual([]);
  });

  it.each([
    ['s3://states', [], 's3://<bucket>/<key>'],
    ['s3://states/', [], 's3://<bucket>/<key>'],
    ['S3://states/a/', [], 's3://<bucket>/<key>'],
    ['old.tfstate', ['--lock-table', 'locks'], 'need a state in S3'],
    ['old.tfstate', ['--state-region', 'eu-central-1'], 'need a state in S3'],
  ])('refuses %s with %j before anything is asked', async (state, words, said) => {
    file = state;
    const { code, stderr } = await again({ words });

    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(api.received).toEqual([]);
  });

  it('says who has the file locked, since when, and for what', async () => {
    await adopt(state);
    const lock = { ID: 'x', Who: 'bob@ci', Created: '2026-01-01T00:00:00Z', Operation: 'OperationTypeApply' };
    await writeFile(join(file, '..', '.old.tfstate.lock.info'), JSON.stringify(lock));
    await rm(`${file}.adopted.json`);
    await api.stop();
    const { code, stderr } = await again();

    expect(code).toBe(5);
    expect(stderr).toContain('is locked by bob@ci, since 2026-01-01T00:00:00Z, for OperationTypeApply');
  });
});
