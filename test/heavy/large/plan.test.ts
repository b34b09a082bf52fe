import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseExact } from '../../../src/domain/base/exact-json';
import { Redaction } from '../../../src/domain/base/redaction';
import { priceEach } from '../../../src/domain/cost/estimate';
import { resourcesOfPlan } from '../../../src/domain/cost/plan-resources';
import { PlanDocument } from '../../../src/domain/environment/artifacts';
import { parsePlan } from '../../../src/domain/terraform/plan-json';
import { renderPlan } from '../../../src/runner/plan/plan-reader';
import { views } from '../../support/builders/views';
import { buildBundles } from '../../support/plane/plane';
import { watchMemory } from '../../support/watch-memory';

const mebibyte = 1_048_576;
const { run, digest } = views.waiting().plan!;
const resources = 2_000;

/** What Terraform prints of a plan of 50 MB: each resource with a text that nobody reads on a terminal. */
function planOf(kind: 'create' | 'update'): string {
  const text = (end: string) => `${'"\\ \n läst '.repeat(1_000)}${end}`;
  const side = (n: number, end: string) => ({
    id: `id-${n}`,
    input: text(`${n}${end}`),
    triggers_replace: null,
  });
  const changes = Array.from({ length: resources }, (_, n) => ({
    address: `module.m${n % 40}["a.\\"b"].terraform_data.t[${n}]`,
    module_address: `module.m${n % 40}["a.\\"b"]`,
    mode: 'managed',
    type: 'terraform_data',
    name: 't',
    index: n,
    provider_name: 'terraform.io/builtin/terraform',
    change: {
      actions: [kind],
      before: kind === 'create' ? null : side(n, 'old'),
      after: side(n, 'new'),
      after_unknown: { output: true },
    },
  }));
  return JSON.stringify({ terraform_version: '1.11.4', resource_changes: changes });
}

function documentOf(json: string): PlanDocument {
  const plan = parsePlan(parseExact(json));
  const prices = priceEach(resourcesOfPlan(plan), { region: 'eu-west-1' });
  const about = { run, digest, at: '2026-01-01T00:00:00.000Z' };
  return PlanDocument.parse(renderPlan(plan, { ...about, redaction: new Redaction(), prices }));
}

describe.each(['create', 'update'] as const)(
  'a plan of 2,000 resources that is a %s of many megabytes',
  (kind) => {
    let server: Server;
    let stored: string;
    let url: string;

    beforeAll(async () => {
      await buildBundles();
      const json = planOf(kind);
      expect(json.length).toBeGreaterThan(kind === 'create' ? 20 * mebibyte : 50 * mebibyte);
      stored = JSON.stringify(documentOf(json));
      server = createServer((request, response) => {
        if (request.url === '/stored') response.end(stored);
        else if (request.url?.endsWith('/plan')) response.writeHead(303, { location: `${url}/stored` }).end();
        else response.end(JSON.stringify(views.waiting()));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => new Promise((resolve) => server.close(resolve)));

    async function idp(...args: string[]) {
      const watch = await watchMemory({ idp: /idp\.cjs/ });
      const started = performance.now();
      const env = { PATH: process.env['PATH'], IDP_URL: url, IDP_TOKEN: 'token' };
      const child = spawn(process.execPath, ['dist/bin/idp.cjs', ...args], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const printed = { text: '', bytes: 0 };
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed.bytes += text.length;
        if (printed.text.length < mebibyte) printed.text += text;
      });
      const [code] = (await once(child, 'close')) as [number];
      const seconds = (performance.now() - started) / 1_000;
      return { ...printed, code, seconds, peak: (await watch.end()).get('idp') ?? 0 };
    }

    it('is printed in seconds, a line for each resource, by a program that holds little', async () => {
      const { code, text, bytes, seconds, peak } = await idp('plan', 'foo');

      expect(code).toBe(0);
      expect(
        text.match(/^ {2}[+~] module\.m\d+\["a\.\\"b"\]\.terraform_data\.t\[\d+\] +free$/gm),
      ).toHaveLength(resources);
      expect(text.match(/^module\.m\d+\["a\.\\"b"\]: 50 to (add|change) {2}free$/gm)).toHaveLength(40);
      expect(bytes).toBeLessThan(mebibyte);
      expect(seconds).toBeLessThan(60);
      expect(peak).toBeLessThan(600 * mebibyte);
    });

    it('is printed whole when all of it is asked for, in the same way', async () => {
      const { code, bytes, seconds, peak } = await idp('plan', 'foo', '--full');

      expect(code).toBe(0);
      expect(bytes).toBeGreaterThan(10 * mebibyte);
      expect(seconds).toBeLessThan(60);
      expect(peak).toBeLessThan(900 * mebibyte);
    });
  },
);
