import type { HttpReply } from '../../../lambdas/_edge/http';
import { createApi } from '../../../lambdas/api/handler';
import { routes } from '../../../lambdas/api/routes';
import { hidden } from '../../../src/domain/template/sensitive-inputs';
import type { Inputs } from '../../../src/domain/template/template';
import { contextOf, recordingLog, type RequestParts, requestOf } from '../../support/plane/http';
import { useStage } from '../../support/plane/operations-stage';
import { catalogOf, templateVersion } from '../../support/terraform/catalog';

const secret = 'hunter2-of-the-database';
const next = 'correct-horse-battery';
const template = templateVersion({
  inputs: {
    type: 'object',
    additionalProperties: false,
    required: ['password'],
    properties: {
      password: { type: 'string', description: 'A secret.', sensitive: true, pattern: '^[a-z0-9-]+$' },
      pin: { type: 'integer', description: 'A number.', sensitive: true, default: 0 },
      size: { type: 'integer', description: 'None.', default: 3 },
    },
  },
});

const stage = useStage(catalogOf(template));
let api: ReturnType<typeof createApi>;
/** The lines of the log, and every reply. */
let logged: string[];
let said: string[];
beforeEach(() => {
  const { log, lines } = recordingLog();
  api = createApi(() => stage.deps, log, stage.deps.meter);
  [logged, said] = [lines, []];
});

async function send(routeKey: string, parts: RequestParts = {}): Promise<HttpReply> {
  const reply = await api(requestOf(routeKey, parts), contextOf());
  said.push(JSON.stringify(reply));
  return reply;
}

const foo = { name: 'foo' };
const inputsIn = ({ body }: HttpReply) => (JSON.parse(body ?? '') as { inputs: Inputs }).inputs;
const kept = async () => (await stage.read()).wanted.inputs;

/** Asks every route that reads, of this life and of its last run. */
async function readEverything(): Promise<void> {
  const { id, run, lastRun } = await stage.read();
  const runId = run?.id ?? lastRun?.id ?? '';
  for (const { method, path } of routes.filter((route) => route.method === 'GET'))
    await send(`${method} ${path}`, {
      params: { ...foo, template: 'playground', id: path.startsWith('/runs') ? runId : id },
    });
}

it('keeps the value of a sensitive input out of everything that it shows, writes to its log and tells', async () => {
  const inputs = { password: secret, pin: 8317042 };
  await stage.ready({ inputs });
  await readEverything();
  const created = await send('POST /environments', { body: { name: 'bar', template: 'playground', inputs } });
  const changed = await send('PATCH /environments/{name}', {
    params: foo,
    body: { inputs: { password: next } },
  });
  await send('POST /estimates', { body: { template: 'playground', inputs: { password: secret } } });
  await send('POST /environments', {
    body: { name: 'odd', template: 'playground', inputs: { password: `${secret}!` } },
  });
  await readEverything();

  expect(inputsIn(created)).toEqual({ password: hidden, pin: hidden });
  expect(inputsIn(changed)).toEqual({ password: hidden, pin: hidden });
  const { published, alarms, warnings } = stage.world;
  for (const text of [...said, ...logged, JSON.stringify([published, alarms, warnings])])
    for (const value of [secret, next, '8317042']) expect(text).not.toContain(value);
  expect(await kept()).toEqual({ password: next, pin: 8317042 });
});

it('leaves a value as it is where only what stands for it is sent back', async () => {
  await stage.ready({ inputs: { password: secret } });

  const { statusCode } = await send('PATCH /environments/{name}', {
    params: foo,
    body: { inputs: { password: hidden, size: 4 } },
  });

  expect(statusCode).toBe(202);
  expect(await kept()).toEqual({ password: secret, size: 4 });
});

it('takes what stands for a value for none where there is none yet', async () => {
  const { statusCode, body } = await send('POST /environments', {
    body: { name: 'foo', template: 'playground', inputs: { password: hidden } },
  });

  expect(statusCode).toBe(400);
  expect(body).toContain('inputs.password');
});
