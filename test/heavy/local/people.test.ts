import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartedPlane } from '../../support/local/started-plane';

const minutes = 60_000;
const run = promisify(execFile);
const idp = join(process.cwd(), 'dist/bin/idp.cjs');

let plane: StartedPlane;

beforeAll(async () => {
  plane = await StartedPlane.make(['terraform/templates/playground']);
  const manifest = join(plane.root, 'terraform/templates/playground/template.yaml');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('approval: auto', 'approval: always'));
}, 2 * minutes);
afterAll(() => plane?.close());

/** What somebody's command prints, with its exit code. */
async function as(who: string | undefined, ...args: string[]): Promise<{ code: number; text: string }> {
  const env = { PATH: process.env['PATH'], HOME: plane.root, ...(who !== undefined && { IDP_AS: who }) };
  try {
    const { stdout, stderr } = await run(process.execPath, [idp, ...args], { cwd: plane.root, env });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, text: stdout + stderr };
  }
}

it(
  'what one person asks for another approves, on one plane, also after it was killed',
  async () => {
    const people = ['--people', 'ada:developer@shop,bob:approver,vic:viewer'];
    const said = await plane.start(...people);
    expect(said).toContain('people   ada (developer), bob (approver), vic (viewer), and you');

    const made = await as('ada', 'create', '-t', 'playground', '-n', 'foo', '--yes');
    expect(made.text).toContain('idp approve foo');
    expect(await as('ada', 'approve', 'foo', '--yes')).toMatchObject({ code: 3 });
    expect(await as('vic', 'approve', 'foo', '--yes')).toMatchObject({ code: 3 });
    expect((await as('bob', 'list', '--awaiting')).text).toContain('foo');

    await plane.kill();
    await plane.start(...people);
    expect(await as(undefined, 'auth', 'login', '--as', 'bob')).toMatchObject({ code: 0 });
    const approved = await as(undefined, 'approve', 'foo', '--yes');
    expect(approved).toMatchObject({ code: 0 });
    const events = await as(undefined, 'events', 'foo');
    expect(events.text).toMatch(/PlanApproved.*bob@localhost/);

    const why = await as('vic', 'why', 'foo', 'resources');
    expect(why.text).toMatch(/requested by local:ada@localhost\n +Approval +by local:bob@localhost/);

    expect(await as('bob', 'destroy', 'foo', '--yes')).toMatchObject({ code: 3 });
    expect(await as('ada', 'destroy', 'foo', '--yes')).toMatchObject({ code: 0 });
  },
  6 * minutes,
);
