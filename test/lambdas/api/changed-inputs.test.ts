import type { HttpReply } from '../../../lambdas/_edge/http';
import { createApi } from '../../../lambdas/api/handler';
import type { EstimateView } from '../../../src/domain/api/responses';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import type { Inputs, TemplateVersion } from '../../../src/domain/template/template';
import { contextOf, type RequestParts, requestOf, silent } from '../../support/plane/http';
import { useStage } from '../../support/plane/operations-stage';
import { templateVersion } from '../../support/terraform/catalog';

/** A version of the template with these inputs; `required` names those without which it takes no request. */
function versionOf(
  version: string,
  properties: Record<string, object>,
  required: string[] = [],
): TemplateVersion {
  const described = Object.entries(properties).map(([name, one]) => [
    name,
    { description: `The ${name}.`, ...one },
  ]);
  const inputs = { type: 'object', additionalProperties: false, required };
  return templateVersion({ version, inputs: { ...inputs, properties: Object.fromEntries(described) } });
}

const text = { type: 'string' };
const stage = useStage();
let api: ReturnType<typeof createApi>;
beforeEach(() => {
  api = createApi(() => stage.deps, silent(), stage.deps.meter);
});

/** Publishes these versions, the newest first. */
function publish(...versions: TemplateVersion[]): void {
  stage.deps.catalog.read = () => Promise.resolve({ templates: [{ name: 'playground', versions }] });
}

const send = async (routeKey: string, parts: RequestParts): Promise<HttpReply> =>
  api(requestOf(routeKey, { params: { name: 'foo' }, ...parts }), contextOf());
const change = (body: object) => send('PATCH /environments/{name}', { body });
const estimate = (body: object) =>
  send('POST /estimates', { body: { template: 'playground', changes: 'foo', ...body } });
const viewIn = ({ body }: HttpReply) => JSON.parse(body ?? '') as EnvironmentView & EstimateView;
const issuesIn = ({ body }: HttpReply) =>
  (JSON.parse(body ?? '') as { issues: { field: string; message: string }[] }).issues;
const given = async (): Promise<Inputs> => (await stage.read()).wanted.inputs;
const lastData = async () =>
  (await stage.read()).outbox
    .concat(stage.world.published as never)
    .find(({ type }) => type === 'EnvironmentChangeRequested')?.data;

describe('an upgrade to a version that drops an input, narrows another, adds a third and has other defaults', () => {
  const old = versionOf('1.0.0', {
    size: { ...text, enum: ['small', 'medium'], default: 'small' },
    colour: { ...text, default: 'red' },
    replicas: { type: 'integer', default: 1 },
  });
  const next = versionOf(
    '2.0.0',
    {
      size: { ...text, enum: ['medium', 'large'], default: 'medium' },
      zone: text,
      replicas: { type: 'integer', default: 2 },
    },
    ['zone'],
  );
  beforeEach(() => publish(next, old));

  it('takes the new defaults where nothing was given, and keeps only what is given', async () => {
    await stage.ready({ version: '1.0.0' });

    const { statusCode } = await change({ version: '2.0.0', inputs: { zone: 'a', size: 'large' } });

    expect(statusCode).toBe(202);
    expect(await given()).toEqual({ zone: 'a', size: 'large' });
  });

  it('prices and shows what it would be made with before anything is asked', async () => {
    await stage.ready({ version: '1.0.0', inputs: { colour: 'blue' } });

    const { inputs, change: shown } = viewIn(await estimate({ version: '2.0.0', inputs: { zone: 'a' } }));

    expect(inputs).toEqual({ size: 'medium', replicas: 2, zone: 'a' });
    expect(shown).toEqual({
      before: { size: 'small', colour: 'blue', replicas: 1 },
      upgrade: { from: '1.0.0', dropped: ['colour'], added: ['zone'] },
    });
    expect(await given()).toEqual({ colour: 'blue' });
  });

  it('lets what was given fall away, and says so in reply, status and event', async () => {
    await stage.ready({ version: '1.0.0', inputs: { colour: 'blue' } });

    const reply = viewIn(await change({ version: '2.0.0', inputs: { zone: 'a' } }));

    const upgrade = { from: '1.0.0', dropped: ['colour'], added: ['zone'] };
    expect(reply).toMatchObject({ inputs: { zone: 'a' }, upgrade });
    expect(viewIn(await send('GET /environments/{name}', {}))).toMatchObject({ upgrade });
    expect(await lastData()).toMatchObject({ from: '1.0.0', dropped: 'colour', added: 'zone' });
  });

  it('names what is new and needs a value, with what it is for', async () => {
    await stage.ready({ version: '1.0.0' });

    const issues = issuesIn(await change({ version: '2.0.0' }));

    expect(issues).toEqual([
      { field: 'inputs.zone', message: 'is required: it is new in playground 2.0.0 (The zone.)' },
    ]);
  });

  it('names what was given and no longer fits, until it is given anew or unset', async () => {
    await stage.ready({ version: '1.0.0', inputs: { size: 'small' } });
    const request = { version: '2.0.0', inputs: { zone: 'a' } };

    const [issue] = issuesIn(await change(request));

    expect(issue?.field).toBe('inputs.size');
    expect(issue?.message).toContain('"small" is not valid in playground 2.0.0');
    expect(issue?.message).toContain('"medium"|"large"');
    expect((await change({ ...request, unset: ['size'] })).statusCode).toBe(202);
    expect(await given()).toEqual({ zone: 'a' });
  });

  it('refuses an input that it does not know where that is asked for now', async () => {
    await stage.ready({ version: '1.0.0', inputs: { colour: 'blue' } });

    const issues = issuesIn(await change({ version: '2.0.0', inputs: { zone: 'a', colour: 'green' } }));

    expect(issues).toEqual([{ field: 'inputs.colour', message: 'unknown input' }]);
  });

  it('leaves a life that was stored with its defaults what it has', async () => {
    await stage.ready({ version: '1.0.0', inputs: { size: 'medium', colour: 'red', replicas: 1 } });

    await change({ version: '2.0.0', inputs: { zone: 'a' } });

    expect(await given()).toEqual({ size: 'medium', replicas: 1, zone: 'a' });
  });

  it('goes back to what was given before when it is cancelled', async () => {
    await stage.ready({ version: '1.0.0', inputs: { colour: 'blue' } });
    await change({ version: '2.0.0', inputs: { zone: 'a' } });

    await send('POST /environments/{name}/cancel', {});

    expect(await given()).toEqual({ colour: 'blue' });
    expect((await stage.read()).wanted).not.toHaveProperty('upgrade');
  });
});

describe.each<
  [string, { from: TemplateVersion; to: TemplateVersion; has: Inputs; asks: object; kept: Inputs }]
>([
  [
    'that turns a text into a number, which is given anew',
    {
      from: versionOf('1.0.0', { port: { ...text, default: 'http' }, name: text }),
      to: versionOf('1.1.0', { port: { type: 'integer', default: 80 }, name: text }),
      has: { port: 'https', name: 'x' },
      asks: { inputs: { port: 443 } },
      kept: { port: 443, name: 'x' },
    },
  ],
  [
    'that drops a list and an object which had been given',
    {
      from: versionOf('1.0.0', {
        zones: { type: 'array', items: text },
        labels: { type: 'object', additionalProperties: text },
        count: { type: 'integer', default: 1 },
      }),
      to: versionOf('1.1.0', { count: { type: 'integer', default: 5 } }),
      has: { zones: ['a', 'b'], labels: { team: 'x' } },
      asks: {},
      kept: {},
    },
  ],
  [
    'that has a default inside an object, of which only a part was given',
    {
      from: versionOf('1.0.0', {
        disk: { type: 'object', properties: { size: { type: 'integer', default: 8 } } },
      }),
      to: versionOf('1.1.0', {
        disk: {
          type: 'object',
          properties: { size: { type: 'integer', default: 20 }, fast: { type: 'boolean' } },
        },
      }),
      has: { disk: {} },
      asks: { inputs: { disk: { fast: true } } },
      kept: { disk: { fast: true } },
    },
  ],
  [
    'that no longer asks for what a null had been given to, and keeps the null of another',
    {
      from: versionOf('1.0.0', {
        a: { type: ['string', 'null'] },
        b: { type: ['string', 'null'], default: 'x' },
      }),
      to: versionOf('1.1.0', { b: { type: ['string', 'null'], default: 'y' } }),
      has: { a: null, b: null },
      asks: {},
      kept: { b: null },
    },
  ],
])('an upgrade %s', (_what, { from, to, has, asks, kept }) => {
  it('stores what is given, and nothing else', async () => {
    publish(to, from);
    await stage.ready({ version: '1.0.0', inputs: has });

    const { statusCode } = await change({ version: '1.1.0', ...asks });

    expect(statusCode).toBe(202);
    expect(await given()).toEqual(kept);
  });
});

describe('an input that is unset', () => {
  const only = versionOf('1.0.0', {
    size: { ...text, default: 'small' },
    note: { type: ['string', 'null'] },
    key: { ...text, sensitive: true, default: '' },
  });
  beforeEach(() => publish(only));

  it.each<[string, Inputs, string[], Inputs]>([
    ['takes its value back', { size: 'large', note: 'x' }, ['size'], { note: 'x' }],
    ['takes a null back, which is a value', { note: null }, ['note'], {}],
    ['takes a secret back', { key: 'hunter2', size: 'large' }, ['key'], { size: 'large' }],
    ['changes nothing where it was never given', { note: 'x' }, ['size'], { note: 'x' }],
  ])('%s', async (_what, has, unset, kept) => {
    await stage.ready({ inputs: has });

    const { statusCode } = await change({ unset });

    expect(statusCode).toBe(202);
    expect(await given()).toEqual(kept);
  });

  it('is named with the closest one where there is no such input, and nothing is written', async () => {
    await stage.ready({ inputs: { size: 'large' } });
    const before = await stage.read();

    const issues = issuesIn(await change({ unset: ['sise'] }));

    expect(issues).toEqual([
      { field: 'unset.0', message: 'sise is not an input of playground 1.0.0 (did you mean size?)' },
    ]);
    expect(await stage.read()).toEqual(before);
  });

  it('may not be given a value at once', async () => {
    await stage.ready();

    const issues = issuesIn(await change({ unset: ['note', 'size'], inputs: { size: 'large' } }));

    expect(issues).toEqual([{ field: 'unset.1', message: 'size is also given a value in inputs' }]);
  });

  it('may be one that only an earlier version had, so that a request means the same when it is sent again', async () => {
    publish(versionOf('2.0.0', { size: text }), only);
    await stage.ready({ version: '1.0.0', inputs: { note: 'x' } });
    await stage.ready({ name: 'bar', version: '2.0.0' });

    const again = await send('PATCH /environments/{name}', {
      params: { name: 'bar' },
      body: { version: '2.0.0', unset: ['note'] },
    });

    expect(again.statusCode).toBe(202);
  });
});

it('asks for a change of something', async () => {
  await stage.ready();

  const issues = issuesIn(await change({ planOnly: true }));

  expect(issues[0]?.message).toContain('there is nothing to change');
});

describe('an estimate of a change', () => {
  it('is of the environment that it names, of its template', async () => {
    await stage.ready();

    const issues = issuesIn(await estimate({ template: 'other' }));

    expect(issues).toEqual([
      { field: 'template', message: "is not the template of 'foo', which is playground" },
    ]);
  });

  it('takes nothing back of what is yet to be made', async () => {
    const { body } = await send('POST /estimates', {
      body: { template: 'playground', unset: ['resources'] },
    });

    expect(body).toContain('is only valid with changes');
  });

  it('shows nobody a secret that was given before, and keeps it', async () => {
    publish(versionOf('1.0.0', { key: { ...text, sensitive: true } }));
    await stage.ready({ inputs: { key: 'hunter2' } });

    const { inputs, change: shown } = viewIn(await estimate({}));

    expect([inputs, shown?.before]).toEqual([{ key: '(sensitive)' }, { key: '(sensitive)' }]);
  });
});
