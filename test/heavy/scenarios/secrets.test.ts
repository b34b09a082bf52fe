import type { LogPage } from '../../../src/domain/api/responses';
import type * as z from 'zod';
import type { TestPlane } from '../../support/plane/plane';
import { openPlane } from '../../e2e/open-plane';
import { readObjects, readRegistry } from '../../support/plane/plane-stores';

describe('a sensitive output', () => {
  let on: TestPlane;

  beforeAll(async () => {
    on = await openPlane();
  });

  it('appears in clear in the Terraform state and nowhere else, while it lives and after', async () => {
    const said = [
      await on.idp(['create', '-t', 'playground', '-n', 'secretive', '--ttl', '1d', '--yes']),
      await on.idp(['outputs', 'secretive']),
      await on.idp(['outputs', 'secretive', '--json']),
      await on.idp(['status', 'secretive']),
      await on.idp(['plan', 'secretive']),
      await on.idp(['logs', 'secretive']),
    ];
    const secret = await readToken(on);
    await askEverything(on, 'secretive');
    await on.api.want('PATCH /environments/secretive', { body: { inputs: { message: 'other' } } });
    await on.api.settled('secretive');
    await askEverything(on, 'secretive');
    await on.idp(['destroy', 'secretive', '--yes']).then((ended) => said.push(ended));
    await askEverything(on, 'secretive');

    const objects = await readObjects(on.plane);
    const holding = objects.filter(({ text }) => text.includes(secret));
    expect(holding.length).toBeGreaterThan(0);
    expect(holding.map(({ key }) => key).filter((key) => !/\/terraform\.tfstate$/.test(key))).toEqual([]);
    expect(objects.map(({ key }) => key).filter((key) => key.endsWith('.tfplan'))).toEqual([]);
    expect(JSON.stringify(await readRegistry(on.plane))).not.toContain(secret);
    expect(on.api.answers.join('\n')).not.toContain(secret);
    expect(on.log.join('\n')).not.toContain(secret);
    expect(on.notices.join('\n')).not.toContain(secret);
    expect(said.map(({ stdout, stderr }) => stdout + stderr).join('\n')).not.toContain(secret);
    expect(said.map(({ code }) => code)).toEqual(said.map(() => 0));
  });
});

/** The secret itself, as only the state holds it. */
async function readToken({ plane }: TestPlane): Promise<string> {
  const states = (await readObjects(plane)).filter(({ key }) => key.endsWith('/terraform.tfstate'));
  const token = states
    .map(({ text }) => JSON.parse(text) as { outputs?: { token?: { value: unknown } } })
    .find(({ outputs }) => outputs?.token !== undefined)?.outputs?.token?.value;
  if (typeof token !== 'string' || token.length < 20) throw new Error('No state holds the token.');
  return token;
}

/** Asks for all that the API tells of an environment and its runs; the answers are kept by the client. */
async function askEverything({ api }: TestPlane, name: string): Promise<void> {
  const { id } = await api.want(`GET /environments/${name}`);
  for (const path of ['outputs', 'events']) await api.want(`GET /environments/${name}/${path}`);
  await api.want(`GET /lives/${id}`);
  const { items } = await api.want<{ items: { id: string }[] }>(`GET /environments/${name}/runs`);
  for (const run of items) {
    await api.want(`GET /runs/${run.id}`);
    await api.ask(`GET /runs/${run.id}/plan`);
    await readLog(api, run.id);
  }
}

async function readLog(api: TestPlane['api'], run: string): Promise<void> {
  let after = '';
  for (;;) {
    const page = await api.want<z.infer<typeof LogPage>>(`GET /runs/${run}/logs${after}`);
    if (page.next === null || page.lines.length === 0) return;
    after = `?after=${encodeURIComponent(page.next)}`;
  }
}
