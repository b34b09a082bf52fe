import { join } from 'node:path';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { readTree } from '../../../src/bundle/read-tree';
import type { PlanDocument } from '../../../src/domain/environment/artifacts';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { listTagged } from '../../../src/local/demo/ask-emulator';
import { credentials, region } from '../../../src/local/hub';
import { openPlane } from '../../e2e/open-plane';
import { publishFiles } from '../../support/modules/publish-files';
import type { TestPlane } from '../../support/plane/plane';

const published = [
  ['A06', 'v1'],
  ['A06', 'v2'],
  ['A12', 'v1'],
  ['A14', 'v1'],
  ['A16', 'v1'],
  ['A24', 'v1'],
  ['A43', 'v1'],
] as const;

let on: TestPlane;
/** Why templates of a case were refused, by case. */
const refused: Record<string, string[]> = {};
beforeAll(async () => {
  on = await openPlane();
  for (const [name, version] of published) {
    const { files } = await readTree(join('test/fixtures/cases', name, version));
    refused[name] = await publishFiles(files, { hub: on.plane.hubUrl });
  }
}, 180_000);

async function create(name: string, asked: object): Promise<EnvironmentView> {
  await on.api.want('POST /environments', {
    body: { name, ttl: '1d', ...asked },
    headers: { 'idempotency-key': `create.${name}` },
  });
  return on.api.settled(name);
}

async function destroy(name: string): Promise<EnvironmentView> {
  await on.api.want(`DELETE /environments/${name}`);
  return on.api.until(name, ({ status }) => ['stuck', 'destroyed'].includes(status));
}

describe('A06: a version that drops an input, narrows another and has other defaults', () => {
  it('is come to with what was given, and what falls away is said', async () => {
    await create('e06', { template: 'h06-upgrade', version: '1.0.0' });

    const { upgrade } = await on.api.want<{ upgrade?: unknown }>('PATCH /environments/e06', {
      body: { version: '2.0.0', inputs: { zone: 'a', size: 'large' } },
    });
    const view = await on.api.settled('e06');

    expect(view).toMatchObject({ status: 'ready', template: { version: '2.0.0' } });
    expect(view.inputs).toEqual({ zone: 'a', size: 'large' });
    expect(upgrade).toMatchObject({ from: '1.0.0', added: ['zone'] });
  }, 120_000);
});

describe('A12: several providers in JSON syntax', () => {
  it('refuses the child module that has its own, by its file', () => {
    expect(refused['A12']).toEqual([
      expect.stringContaining('templates/h12-child/queue/main.tf.json configures the provider aws itself'),
    ]);
  });

  it.each(['h12-json', 'h12-map'])(
    'tags what %s makes by its second provider',
    async (template) => {
      const { name, id } = await create(template.replace('h12', 'e12'), { template });

      expect(await listTagged(on.plane.targetUrl, { name, id })).toEqual([
        expect.stringContaining(`:idp-${name}-jobs`),
      ]);
    },
    120_000,
  );
});

describe('A14: a log group that was there before', () => {
  it('is known as not of this life, and left where it is', async () => {
    const logs = new CloudWatchLogsClient({ endpoint: on.plane.targetUrl, region, credentials });
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/ecs/idp-e14' }));
    logs.destroy();

    const made = await create('e14', { template: 'h14-group' });
    const ended = await destroy('e14');

    expect(made).toMatchObject({ status: 'failed', failure: { reason: expect.stringContaining('exist') } });
    expect(ended.status).toBe('destroyed');
    expect((await on.api.life(made.id)).evidence?.notOurs).toMatchObject([
      { address: 'aws_cloudwatch_log_group.app', id: '/ecs/idp-e14' },
    ]);
  }, 120_000);
});

describe('A16: secrets that are words of a plan', () => {
  it.each([
    ['h16-ssm', {}, ['aws_ssm_parameter.ddl']],
    [
      'h16-mask',
      { settings: { MODE: 'create', YEAR: '2026' } },
      ['terraform_data.app', 'terraform_data.page'],
    ],
  ])(
    'are masked in the plan of %s, and nothing else is',
    async (template, inputs, addresses) => {
      const { run } = await create(template.replace('h16', 'e16'), { template, inputs, planOnly: true });

      const plan = await on.api.want<PlanDocument>(`GET /runs/${run?.id}/plan`);

      expect(plan.resources).toMatchObject(addresses.map((address) => ({ address, action: 'create' })));
      expect(JSON.stringify(plan)).toContain('(sensitive)');
      expect(JSON.stringify(plan.resources.map(({ changes }) => changes))).not.toMatch(/"(create|2026)"/);
    },
    120_000,
  );
});

describe('A24: what a template needs of other folders', () => {
  it('refuses a file that no bundle holds, by file and address, and none of the others', () => {
    expect(refused['A24']).toEqual([
      expect.stringMatching(
        /^templates\/h24-shared\/main\.tf:\d+: file of terraform_data\.x reads shared\/policy\.json/,
      ),
    ]);
  });

  it.each(['h24-under', 'h24-json', 'h24-nested'])(
    'builds %s',
    async (template) => {
      expect(await create(template.replace('h24', 'e24'), { template })).toMatchObject({ status: 'ready' });
    },
    120_000,
  );
});

describe('A43: a long failure with a secret in it', () => {
  it.each([
    ['h44-apply', { db_user: 'admin' }],
    ['h43-long', { db_user: 'admin', fail: true }],
    ['h43-long', { db_user: 'failed', fail: true }],
  ])(
    'ends the run of %s with %j, and the life can be destroyed',
    async (template, inputs) => {
      const name = `e-${template}-${inputs.db_user}`.slice(0, 20).replaceAll('_', '-');

      const { status, failure } = await create(name, { template, inputs });

      expect(status).toBe('failed');
      expect(failure?.reason.length).toBeLessThanOrEqual(2_000);
      expect(failure?.reason).not.toContain(inputs.db_user);
      expect((await destroy(name)).status).toBe('destroyed');
    },
    180_000,
  );
});
