import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { ulid } from 'ulid';
import { S3State } from '../../../../src/aws/s3-state';
import { pauseAfter, StateKeeper } from '../../../../src/runner/state/state-keeper';
import { startHubBuckets, type HubBuckets } from '../../../support/aws/hub-buckets';
import { terraformIn } from '../../../support/terraform/terraform';

const steps = `
  resource "terraform_data" "step" {
    count = 4
    input = count.index
    provisioner "local-exec" { command = "sleep \${count.index < 2 ? 0 : 30}" }
  }
`;

const stateText = (serial: number) => JSON.stringify({ version: 4, serial, lineage: 'l', resources: [] });

describe('StateKeeper', () => {
  let hub: HubBuckets;
  let states: S3State;

  beforeAll(async () => {
    hub = await startHubBuckets();
    states = new S3State(hub.client, hub.state);
  });

  afterAll(() => hub.close());

  async function keeperIn(folder: string, store: Partial<S3State> = {}) {
    const life = { name: 'foo', id: ulid() };
    const events: string[] = [];
    const file = join(folder, 'terraform.tfstate');
    const keeper = new StateKeeper({
      states: Object.assign(Object.create(states), store) as S3State,
      life,
      file,
      until: performance.now() + 60_000,
      onFenced: (conflict) => events.push(conflict),
      log: (line) => events.push(line),
    });
    return { keeper, life, file, events };
  }

  const newFolder = () => mkdtemp(join(tmpdir(), 'leasehold-keeper-'));
  const kept = async (life: { name: string; id: string }) =>
    new TextDecoder().decode((await states.readState(life))?.body);

  const isKept = async (life: { name: string; id: string }) => (await kept(life)) !== '';

  it('keeps every completed resource when Terraform is killed in the middle of an apply', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'main.tf'), steps);
    const { terraform } = await terraformIn(folder);
    const { keeper, life } = await keeperIn(folder);
    await terraform.init();
    await terraform.plan('change');
    const completed: string[] = [];
    keeper.start();

    let killed: Promise<void> | undefined;
    const applying = terraform.apply((message) => {
      if (message.type === 'apply_complete') completed.push(message.hook.resource.addr);
      if (completed.length === 2) killed ??= killTerraform(folder);
    });

    await expect(applying).rejects.toThrow('it was killed');
    await killed;
    await keeper.finish();
    const state = JSON.parse(await kept(life)) as { resources: { instances: { index_key: number }[] }[] };
    const held = state.resources.flatMap(({ instances }) => instances.map((one) => one.index_key));
    expect(completed.sort()).toEqual(['terraform_data.step[0]', 'terraform_data.step[1]']);
    expect(held).toEqual(expect.arrayContaining([0, 1]));
  });

  it('uploads a changed state within a second and never one that is half written', async () => {
    const { keeper, life, file } = await keeperIn(await newFolder());
    keeper.start();

    await writeFile(file, stateText(1));
    await waitFor(() => isKept(life));
    const first = await kept(life);
    await writeFile(file, stateText(2).slice(0, -3));
    await sleep(600);
    const whileHalfWritten = await kept(life);
    await writeFile(file, stateText(3));
    await keeper.finish();

    expect([first, whileHalfWritten, await kept(life)]).toEqual([stateText(1), stateText(1), stateText(3)]);
  });

  it('goes on when only the answer to its own write was lost', async () => {
    let lost = 0;
    const writeState: S3State['writeState'] = async (...args) => {
      const etag = await states.writeState(...args);
      if (lost++ === 0) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return etag;
    };
    const { keeper, life, file, events } = await keeperIn(await newFolder(), { writeState });
    keeper.start();

    await writeFile(file, stateText(1));
    await waitFor(() => events.length > 0);
    await writeFile(file, stateText(2));
    await keeper.finish();

    expect(keeper.isFenced).toBe(false);
    expect(events).toEqual(['The state was not saved; trying again: socket hang up']);
    expect(await kept(life)).toBe(stateText(2));
  });

  it('is fenced by another writer, whose state it leaves alone', async () => {
    const { keeper, life, file, events } = await keeperIn(await newFolder());
    await writeFile(file, stateText(1));
    keeper.start();
    await waitFor(() => isKept(life));
    const { etag } = (await states.readState(life))!;
    await states.writeState(life, new TextEncoder().encode('another writer'), etag);

    await writeFile(file, stateText(2));
    await waitFor(() => keeper.isFenced);

    await expect(keeper.finish()).rejects.toMatchObject({ code: 'StateFenced' });
    expect(events).toEqual(['StateFenced']);
    expect(await kept(life)).toBe('another writer');
  });

  it.each([
    ['deleted', (Key: string) => hub.client.send(new DeleteObjectCommand({ Bucket: hub.state, Key }))],
    ['lost with all its versions', deleteVersions],
  ])('does not take a state that was %s for another writer', async (_, forget) => {
    const { keeper, life, file, events } = await keeperIn(await newFolder());
    await writeFile(file, stateText(1));
    keeper.start();
    await waitFor(() => isKept(life));
    await forget(states.pathOf(life).replace(`${hub.state}/`, ''));

    await writeFile(file, stateText(2));
    await waitFor(() => keeper.isFenced);

    await expect(keeper.finish()).rejects.toMatchObject({ code: 'StateVanished' });
    expect(events).toEqual(['StateVanished']);
    expect(await states.readState(life)).toBeNull();
  });

  async function deleteVersions(Key: string): Promise<void> {
    const { Versions = [] } = await hub.client.send(
      new ListObjectVersionsCommand({ Bucket: hub.state, Prefix: Key }),
    );
    for (const { VersionId } of Versions)
      await hub.client.send(new DeleteObjectCommand({ Bucket: hub.state, Key, VersionId }));
  }

  it('restores the kept state and goes on from it', async () => {
    const { life } = await keeperIn(await newFolder());
    await states.writeState(life, new TextEncoder().encode(stateText(7)), null);
    const folder = await newFolder();
    const file = join(folder, 'terraform.tfstate');
    const keeper = new StateKeeper({
      states,
      life,
      file,
      until: performance.now() + 60_000,
      onFenced: () => undefined,
      log: () => undefined,
    });

    const restored = await keeper.restore();
    const text = await readFile(file, 'utf8');
    keeper.start();
    await writeFile(file, stateText(8));
    await keeper.finish();

    expect([restored, text]).toEqual([true, stateText(7)]);
    expect(await kept(life)).toBe(stateText(8));
  });
});

async function waitFor(met: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await met())) await sleep(50);
}

/** Kills the Terraform that works in `folder`, as `kill -9` does, and the sleeping children it leaves. */
async function killTerraform(folder: string): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const ours = rows.filter(([, ppid, , command]) => Number(ppid) === process.pid && command === 'apply');
  const pids = ours.map(([pid]) => Number(pid));
  const children = rows.filter(([, ppid]) => pids.includes(Number(ppid))).map(([pid]) => Number(pid));
  for (const pid of [...pids, ...children]) process.kill(pid, 'SIGKILL');
  if (pids.length !== 1) throw new Error(`Found ${pids.length} Terraforms for ${folder}`);
}

describe('the pause after an upload', () => {
  it.each([
    ['a short one', 20, 250],
    ['one of a second, three times as long', 1_000, 3_000],
    ['the slowest', 60_000, 10_000],
  ])('is bounded: after %s', (_, tookMs, pauseMs) => {
    expect(pauseAfter(tookMs)).toBe(pauseMs);
  });
});
