import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findExecutables } from '../../../src/tools/find-executable';
import { watchMemory } from '../../support/watch-memory';
import { admin, openTestPlane, type TestPlane } from '../../support/plane/plane';

/** With LEASEHOLD_LOG_MEGABYTES=1000 it is 1 GB, and takes about four times as long. */
const megabytes = Number(process.env['LEASEHOLD_LOG_MEGABYTES'] ?? '256');
const mebibyte = 1_048_576;
const minutes = 60_000;
jest.setTimeout(20 * minutes);
/** As Terraform prints what a provisioner says; Terraform itself prints less than 1 MB of it a second. */
const words = '0123456789'.repeat(99);
const progress = (output: string) =>
  JSON.stringify({
    '@level': 'info',
    '@message': `terraform_data.talks: (local-exec): ${output}`,
    type: 'provision_progress',
    hook: { resource: { addr: 'terraform_data.talks', resource_type: 'terraform_data' }, output },
  });

let on: TestPlane;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leasehold-talks-'));
  on = await openTestPlane({ terraform: await talkative() });
}, 5 * minutes);
afterAll(async () => {
  await on?.plane.close();
  await rm(folder, { recursive: true, force: true });
});

/** Terraform, which at its first apply prints so much before it does anything. */
async function talkative(): Promise<string> {
  const [terraform = ''] = findExecutables('terraform', (process.env['PATH'] ?? '').split(':'));
  const [file, once] = [join(folder, 'terraform'), join(folder, 'once')];
  const lines = [
    `yes '${progress(words)}' | head -n ${Math.ceil((megabytes * 1_000_000) / words.length)}`,
    `echo '${progress('the last words')}'`,
  ];
  await writeFile(once, '');
  await writeFile(
    file,
    `#!/bin/sh\nif [ "$1" = apply ] && rm '${once}' 2>/dev/null; then\n${lines.join('\n')}\nfi\nexec '${terraform}' "$@"\n`,
    { mode: 0o755 },
  );
  return file;
}

/** What `idp` printed, of which nothing is kept but how much it was, and the last lines. */
async function readWithCli(args: string[]) {
  const { url } = on.plane;
  const env = {
    PATH: process.env['PATH'],
    HOME: homedir(),
    IDP_URL: url,
    IDP_TOKEN: await on.plane.mint(admin),
  };
  const child = spawn(process.execPath, ['dist/bin/idp.cjs', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const read = { lines: 0, last: [] as string[] };
  for await (const line of createInterface({ input: child.stdout })) {
    read.lines += 1;
    read.last = [...read.last.slice(-80), line];
  }
  if (child.exitCode === null) await once(child, 'exit');
  return { ...read, code: child.exitCode };
}

describe(`a log of ${megabytes} MB`, () => {
  it('holds up no run, is followed to its last words, and no process holds much of it', async () => {
    const watch = await watchMemory({ runner: /runner\.mjs/, emulator: /moto/, idp: /idp\.cjs/ });
    const before = process.memoryUsage().rss;
    await on.api.want('POST /environments', { body: { name: 'talks', template: 'playground', ttl: '1d' } });
    const { run } = await on.api.until('talks', (view) => view.run?.phase === 'applying');

    const followed = await readWithCli(['logs', 'talks', '--follow', '--run', run!.id]);
    const made = await on.api.settled('talks');

    const peaks = await watch.end();
    expect([made.status, made.lastRun?.result]).toEqual(['ready', 'applied']);
    expect(followed.code).toBe(0);
    expect(followed.last.join('\n')).toMatch(/the last words\n[^]*Outcome: applied\./);
    expect(peaks.get('self')! - before).toBeLessThan(800 * mebibyte);
    expect(peaks.get('runner')).toBeLessThan(400 * mebibyte);
    expect(peaks.get('emulator')).toBeLessThan(450 * mebibyte);
    expect(peaks.get('idp')).toBeLessThan(250 * mebibyte);
  });

  it('comes in pages below 1 MB, and says what of it is not kept', async () => {
    const { lastRun } = await on.api.want('GET /environments/talks');
    const authorization = `Bearer ${await on.plane.mint(admin)}`;
    let [after, gaps] = ['', 0];
    for (let done = false; !done;) {
      const response = await fetch(`${on.plane.url}/runs/${lastRun!.id}/logs${after}`, {
        headers: { authorization },
      });
      const text = await response.text();
      expect(response.status).toBe(200);
      expect(text.length).toBeLessThan(1_000_000);
      const page = JSON.parse(text) as { lines: { text: string }[]; next: string; done: boolean };
      gaps += page.lines.filter(
        (line) => line.text.startsWith('[Container]') && line.text.includes('were not stored'),
      ).length;
      after = `?after=${encodeURIComponent(page.next)}`;
      ({ done } = page);
    }

    expect(gaps).toBe(megabytes > 200 ? 1 : 0);
  });

  it.each([[[]], [['--json']]])(
    'is read to its end, with %j, by a program that holds little',
    async (flags) => {
      const watch = await watchMemory({ idp: /idp\.cjs/ });

      const read = await readWithCli(['logs', 'talks', ...flags]);

      expect((await watch.end()).get('idp')).toBeLessThan(250 * mebibyte);
      expect(read.code).toBe(0);
      expect(read.last.join('\n')).toContain('the last words');
    },
  );

  it('keeps no life from its end', async () => {
    await on.api.want('DELETE /environments/talks');

    expect(await on.api.until('talks', ({ status }) => status === 'destroyed')).toMatchObject({
      status: 'destroyed',
    });
  });
});
