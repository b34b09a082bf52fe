import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StackPlanView } from '../../../../src/domain/stack/plan/stack-plan-view';
import { type FakeApi, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const digest = 'a'.repeat(64);
const id = '01JD3V8K2N7Q4R5S6T7V8W9ABE';
const list = (...items: object[]) => ({ items, next: null });
const price = { monthly: 30, lease: 7, unpriced: 0 };
const none = { create: 0, update: 0, replace: 0, delete: 0 };

const template = (name: string, properties: object) => ({
  name,
  version: '1.0.0',
  bundle: digest,
  manifest: {
    lease: { default: '7d', max: '30d', permanent: false },
    inputs: { type: 'object', additionalProperties: false, properties, required: [] },
    outputs: { vpc_id: { description: 'The VPC', sensitive: false, type: 'string' } },
  },
});

const component = (name: string, layer: number, more: object) => ({
  name,
  environment: `dev.${name}`,
  template: `${name}@1.0.0`,
  layer,
  needs: [],
  life: id,
  exists: false,
  run: id,
  result: null,
  ...more,
});
const planOf = (components: object[], more: object = {}) =>
  ({
    id,
    stack: 'dev',
    stackLife: null,
    status: 'planned',
    digest,
    by: 'ada',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    components,
    removed: [],
    monthly: { atLeast: 30, atMost: 30 },
    lease: { atLeast: 7, atMost: 7 },
    unpriced: 0,
    ...more,
  }) as StackPlanView;
const shown = (create: number) => ({
  result: { result: 'shown', digest, counts: { ...none, create }, price },
});
const readable = {
  run: id,
  digest,
  at: '2026-01-01T00:00:00.000Z',
  engine: '1.11.4',
  resources: [
    {
      address: 'aws_subnet.this',
      type: 'aws_subnet',
      action: 'create',
      changes: [{ attribute: 'vpc_id', before: null, after: '(known after vpc.vpc_id)' }],
    },
  ],
  outputs: [],
};

describe('idp stacks plan', () => {
  let cwd: string;
  let api: FakeApi;
  const plan = async (answers: Record<string, Scripted | Scripted[]>, ...flags: string[]) => {
    api = await startFakeApi({
      'GET /templates': list({ name: 'vpc', versions: ['1.0.0'] }, { name: 'db', versions: ['1.0.0'] }),
      'GET /templates/vpc': template('vpc', {}),
      'GET /templates/db': template('db', { vpc: { type: 'string', description: 'The VPC' } }),
      [`GET /stacks/dev/plans/${id}/components/vpc`]: { ...readable, resources: [] },
      [`GET /stacks/dev/plans/${id}/components/db`]: readable,
      ...answers,
    });
    return runIdp(['stacks', 'plan', 'dev', ...flags], { url: api.url, cwd });
  };

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'leasehold-plan-'));
    writeFileSync(
      join(cwd, 'dev.yaml'),
      'stack: dev\nlease: 7d\ncomponents:\n  vpc: { template: vpc }\n  db: { template: db, inputs: { vpc: { ref: vpc.vpc_id } } }\n',
    );
  });
  afterEach(async () => {
    await api.stop();
    rmSync(cwd, { recursive: true });
  });

  it('sends the resolved stack, waits, and shows what is known after which output', async () => {
    const components = [component('vpc', 1, shown(3)), component('db', 2, shown(1))];
    const begun = planOf([component('vpc', 1, {}), component('db', 2, {})], { status: 'planning' });
    const { code, stdout } = await plan({
      'POST /stacks/dev/plans': begun,
      [`GET /stacks/dev/plans/${id}`]: [begun, planOf(components)],
    });

    expect(code).toBe(0);
    expect(api.to('POST /stacks/dev/plans')[0]?.body).toMatchObject({
      document: { stack: 'dev', components: { db: { references: [{ path: '/vpc', ref: 'vpc.vpc_id' }] } } },
    });
    expect(api.to(`GET /stacks/dev/plans/${id}`)).toHaveLength(2);
    expect(stdout).toContain('Stack dev (new)');
    expect(stdout).toContain('db  db@1.0.0  1 to add (new)');
    expect(stdout).toContain('Known after vpc.vpc_id: aws_subnet.this.vpc_id');
    expect(stdout).toContain('Planned: 2 components of 2.');
    expect(stdout).toContain('Price: $30.00 a month, $7.00 over the lease.');
  });

  it('says what can be planned after what, what one yes will not cover, and a range of prices', async () => {
    const why = 'count of aws_subnet.this (main.tf:3) needs vpc.vpc_id';
    const result = { result: 'later', outputs: ['vpc.vpc_id'], why };
    const planned = planOf([component('vpc', 1, shown(3)), component('db', 2, { result })], {
      removed: ['old'],
      monthly: { atLeast: 30, atMost: 60 },
      lease: null,
      unpriced: 2,
    });
    const { code, stdout } = await plan({ 'POST /stacks/dev/plans': planned });

    expect(code).toBe(0);
    expect(stdout).toContain('db  db@1.0.0  can be planned after vpc');
    expect(stdout).toContain(why);
    expect(stdout).toContain('Needs an approval of its own: db once planned; the end of old.');
    expect(stdout).toContain('Price: $30.00 to $60.00 a month; 2 parts without a price.');
  });

  it('fails where a component cannot be planned, and shows the others', async () => {
    const result = { result: 'failed', class: 'configuration', why: 'main.tf:2: no such argument' };
    const planned = planOf([component('vpc', 1, shown(0)), component('db', 2, { result })], {
      stackLife: id,
    });
    const { code, stdout } = await plan({ 'POST /stacks/dev/plans': planned });

    expect(code).toBe(7);
    expect(stdout).toContain('vpc  vpc@1.0.0  no changes');
    expect(stdout).toContain('db  db@1.0.0  cannot be planned');
    expect(stdout).toContain('main.tf:2: no such argument');
    expect(stdout).toContain('Cannot be planned: db.');
  });

  it('prints the plan and the plans of its components as one document', async () => {
    const planned = planOf([component('vpc', 1, shown(3)), component('db', 2, shown(1))]);
    const { stdout } = await plan({ 'POST /stacks/dev/plans': planned }, '--json');

    expect(JSON.parse(stdout)).toMatchObject({ id, plans: { db: { resources: readable.resources } } });
  });

  it('stops a plan instead, without a look at the files', async () => {
    const result = { result: 'failed', class: 'cancelled', why: 'It was cancelled by ada.' };
    const cancelled = planOf([component('vpc', 1, shown(3)), component('db', 2, { result })], {
      status: 'cancelled',
    });
    writeFileSync(join(cwd, 'dev.yaml'), 'no: stack');
    const { code, stdout } = await plan(
      { [`POST /stacks/dev/plans/${id}/cancel`]: cancelled },
      '--cancel',
      id,
    );

    expect(code).toBe(0);
    expect(stdout).toBe(`Cancelled the plan ${id} of dev: 1 component not planned.\n`);
  });

  it('asks nothing of the control plane where the files are wrong', async () => {
    writeFileSync(
      join(cwd, 'dev.yaml'),
      'stack: dev\ncomponents:\n  vpc: { template: vpc, inputs: { no: 1 } }\n',
    );
    const { code, stderr } = await plan({});

    expect(code).toBe(2);
    expect(stderr).toContain('dev.yaml:3');
    expect(api.to('POST /stacks/dev/plans')).toEqual([]);
  });
});
