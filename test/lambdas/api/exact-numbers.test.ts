import type { HttpReply } from '../../../lambdas/_edge/http';
import { createApi } from '../../../lambdas/api/handler';
import { parseExact } from '../../../src/domain/base/exact-json';
import type { OutputsDocument, PlanDocument } from '../../../src/domain/environment/artifacts';
import { planDigest, start } from '../../support/builders/births';
import { ulidAt } from '../../support/builders/ulids';
import { contextOf, type RequestParts, requestOf, silent } from '../../support/plane/http';
import { useStage } from '../../support/plane/operations-stage';
import { catalogOf, templateVersion } from '../../support/terraform/catalog';

const described = (schema: object) => ({ description: 'One.', ...schema });
const template = templateVersion({
  inputs: {
    type: 'object',
    additionalProperties: false,
    properties: {
      whole: described({ type: 'integer' }),
      share: described({ type: 'number' }),
      any: described({}),
    },
  },
});
const stage = useStage(catalogOf(template));
let api: ReturnType<typeof createApi>;
beforeEach(() => {
  api = createApi(() => stage.deps, silent(), stage.deps.meter);
});

const send = async (routeKey: string, parts: RequestParts): Promise<HttpReply> =>
  api(requestOf(routeKey, { params: { name: 'foo' }, ...parts }), contextOf());
const fieldsIn = ({ statusCode, body }: HttpReply) => ({
  statusCode,
  fields: (JSON.parse(body ?? '') as { issues?: { field: string }[] }).issues?.map(({ field }) => field),
});

describe('a number that cannot be kept exactly', () => {
  const bodies: [string, string, string][] = [
    [
      'POST /environments',
      '{"name":"foo","template":"playground","inputs":{"whole":9007199254740993}}',
      'inputs.whole',
    ],
    ['POST /environments', '{"name":"foo","template":"playground","inputs":{"share":1e400}}', 'inputs.share'],
    [
      'POST /environments',
      '{"name":"foo","template":"playground","inputs":{"any":{"a":[1,9007199254740993]}}}',
      'inputs.any.a.1',
    ],
    ['PATCH /environments/{name}', '{"inputs":{"share":0.1000000000000000055}}', 'inputs.share'],
    ['POST /estimates', '{"template":"playground","inputs":{"whole":-9007199254740993}}', 'inputs.whole'],
    ['POST /environments/{name}/extend', '{"ttl":1e400}', 'ttl'],
  ];

  it.each(bodies)('is 400 for %s %s, and named', async (routeKey, body, field) => {
    const reply = await send(routeKey, { body });

    expect(fieldsIn(reply)).toEqual({ statusCode: 400, fields: [field] });
    expect(reply.body).toContain('cannot be stored exactly');
    expect(stage.world.published).toEqual([]);
  });

  it('is none where its value is kept, however it is written', async () => {
    const body =
      '{"name":"foo","template":"playground","inputs":{"whole":9007199254740991,"share":1.50,"any":[1e3,-0.0]}}';

    expect(await send('POST /environments', { body })).toMatchObject({ statusCode: 202 });
    expect((await stage.read()).wanted.inputs).toEqual({
      whole: 9007199254740991,
      share: 1.5,
      any: [1000, 0],
    });
  });
});

describe('what Terraform gave', () => {
  const values = '[9007199254740993,1.10,1e3,0.1000000000000000055,{"deep":12345678901234567890}]';

  it('is an output in the digits of the state', async () => {
    const { id } = await stage.ready();
    const outputs = `{"made":{"sensitive":false,"type":"dynamic","value":${values}}}`;
    stage.world.outputs.set(id, parseExact(outputs) as OutputsDocument);

    const { body } = await send('GET /environments/{name}/outputs', {});

    expect(body).toBe(outputs);
  });

  it('is where a large document lies, in words and by a way that clients follow', async () => {
    await stage.ready();
    const elsewhere = {
      url: 'https://s3.example/outputs.json?X-Amz-Signature=1',
      bytes: 2e6,
      expiresAt: start,
    };
    stage.deps.states.shareOutputs = () => Promise.resolve(elsewhere);

    const reply = await send('GET /environments/{name}/outputs', {});

    expect(reply).toMatchObject({ statusCode: 303, headers: { location: elsewhere.url } });
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(JSON.parse(reply.body ?? '')).toEqual(elsewhere);
  });

  it('is a planned value in the digits of the plan', async () => {
    const { lastRun } = await stage.ready();
    const run = lastRun?.id ?? ulidAt('2026-01-01T00:00:00.000Z', 1);
    const plan = `{"run":"${run}","digest":"${planDigest}","at":"2026-01-01T00:00:00.000Z","engine":"1.11.4","resources":[{"address":"a.b","type":"a","action":"create","changes":[{"attribute":"input","before":null,"after":${values}}]}],"outputs":[]}`;
    stage.world.plans.set(run, parseExact(plan) as PlanDocument);

    const { body } = await send('GET /runs/{id}/plan', { params: { id: run } });

    expect(body).toBe(plan);
  });
});
