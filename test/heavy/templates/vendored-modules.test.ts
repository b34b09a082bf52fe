import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFolder } from '../../../src/tools/read-folder';
import { openPlane } from '../../e2e/open-plane';
import { type ModuleServer, openModuleServer } from '../../support/modules/module-server';
import { publishFiles } from '../../support/modules/publish-files';
import type { TestPlane } from '../../support/plane/plane';

const cases = 'test/fixtures/cases/A11';
let on: TestPlane;
let server: ModuleServer;
beforeAll(async () => {
  on = await openPlane();
}, 180_000);
beforeEach(async () => (server = await openModuleServer()));
afterEach(() => server.stop());

/** The template of the case, whose module lies at an address below the server. */
async function templateFrom(source: string, version = '') {
  const texts = await readFolder(join(cases, 'h11-remote'));
  return new Map(
    [...texts].map(([path, bytes]) => [
      `templates/h11-remote/${path}`,
      Buffer.from(
        Buffer.from(bytes).toString().replace('"http://127.0.0.1:8765/queue.zip"', `"${source}"${version}`),
      ),
    ]),
  );
}

/** A life that begins when the place is gone that its module came from. */
async function lifeWithout(name: string) {
  await server.stop();
  const { plane, api } = on;
  await api.want('POST /environments', {
    body: { name, template: 'h11-remote', ttl: '1d', inputs: {} },
    headers: { 'idempotency-key': `create.${name}` },
  });
  const built = await api.settled(name);
  await api.want(`DELETE /environments/${name}`);
  const ended = await api.until(name, ({ status }) => ['stuck', 'destroyed'].includes(status));
  const { evidence } = await api.life(built.id);
  return { plane, built: built.status, ended: ended.status, checked: evidence?.checked.length };
}

it('lives from a module whose archive was there at the publication alone', async () => {
  server.archive('queue.zip', { 'main.tf': await readFile(join(cases, 'queue/main.tf'), 'utf8') });
  const refused = await publishFiles(await templateFrom(`${server.url}/queue.zip`), { hub: on.plane.hubUrl });

  const life = await lifeWithout('e11');

  expect(refused).toEqual([]);
  expect(life).toMatchObject({ built: 'ready', ended: 'destroyed', checked: 1 });
}, 240_000);

it('publishes the same version again with the same module only, and names the one that differs', async () => {
  const publish = async (text: string) => {
    server.archive('queue.zip', { 'main.tf': text });
    const files = await templateFrom(`${server.url}/queue.zip`);
    const [path = ''] = [...files.keys()].filter((one) => one.endsWith('template.yaml'));
    files.set(path, Buffer.from(Buffer.from(files.get(path)!).toString().replace('1.0.0', '1.1.0')));
    return publishFiles(files, { hub: on.plane.hubUrl });
  };
  const queue = await readFile(join(cases, 'queue/main.tf'), 'utf8');
  const first = await publish(queue);

  const [same, other] = [await publish(queue), await publish(`${queue}# changed\n`)];

  expect([first, same]).toEqual([[], []]);
  expect(other).toEqual([
    expect.stringContaining('h11-remote 1.1.0 is already published with different content'),
    expect.stringMatching(
      /^The module 'queue' from http.*queue\.zip now has the digest \w{64}; 1\.1\.0 was published with/,
    ),
  ]);
}, 120_000);
