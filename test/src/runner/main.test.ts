import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../../src/domain/environment/environment';
import { inUseTag } from '../../../src/domain/image/in-use-tag';
import { failureOf } from '../../../src/domain/environment/outcome';
import { ImageRegistry } from '../../support/aws/image-registry';
import { bundleOf } from '../../support/terraform/template-bundle';
import { startRunnerHub, tinyBundle, type RunnerHub } from '../../support/plane/runner';

/** A build as CodeBuild runs it: a process group of its own with these variables and no others. */
interface Build {
  id: string;
  output: string[];
  child: ChildProcess;
  exit: Promise<number | null>;
}

/** What CodeBuild gives a build of its own, and what a machine's owner may have. */
const identity = {
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/of-the-build',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2/of-the-build',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'token-of-the-build',
  AWS_SESSION_TOKEN: 'session-of-the-owner',
};

const writesItsEnvironment = `
  variable "leasehold" { type = object({ name = string, id = string, tags = map(string) }) }
  variable "seen" {}
  resource "terraform_data" "this" {
    provisioner "local-exec" { command = "env > \${var.seen}" }
  }
`;

/** Whose the lines of a build are, each once. */
function idsIn({ output }: Build): unknown[] {
  const lines = output.join('').trimEnd().split('\n');
  const said = lines.map((line) => {
    const { environment, life, run, build } = JSON.parse(line) as Record<string, string>;
    return JSON.stringify({ environment, life, run, build });
  });
  return [...new Set(said)].map((ids) => JSON.parse(ids) as unknown);
}

const idsOf = ({ name, id, run }: Environment, build: Build) => ({
  environment: name,
  life: id,
  run: run?.id,
  build: build.id,
});

describe('the runner as a process', () => {
  let hub: RunnerHub;
  const groups: number[] = [];

  beforeAll(async () => {
    hub = await startRunnerHub();
  });

  afterAll(async () => {
    groups.forEach(killGroup);
    await hub.close();
  });

  async function start(environment: Environment, id: string, overrides = {}): Promise<Build> {
    const env = { ...(await hub.variables(environment, id)), ...overrides };
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/runner/main.ts'], { env, detached: true });
    groups.push(child.pid!);
    const output: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { id, output, child, exit };
  }

  it('records an outcome and exits 0, and so does a second build, which finds the run taken', async () => {
    const asked = await hub.create(tinyBundle);

    const first = await start(asked, 'leasehold:first');
    const firstExit = await first.exit;
    const second = await start(asked, 'leasehold:second');
    const secondExit = await second.exit;

    expect([firstExit, secondExit]).toEqual([0, 0]);
    expect(first.output.join('')).toContain('Outcome: applied.');
    expect(second.output.join('')).toContain('another build (leasehold:first) has claimed it');
    for (const build of [first, second]) expect(idsIn(build)).toEqual([idsOf(asked, build)]);
    expect((await hub.artifacts.readOutcome(asked.run!.id))?.build).toBe('leasehold:first');
  });

  it('gives nothing of its own identity and endpoints to any process below it', async () => {
    const seen = join(await mkdtemp(join(tmpdir(), 'leasehold-seen-')), 'environment');
    const asked = await hub.create(
      bundleOf({ 'templates/tiny/main.tf': writesItsEnvironment }),
      {},
      { seen },
    );
    const build = await start(asked, 'leasehold:env', {
      ...identity,
      LEASEHOLD_TARGETS: JSON.stringify([
        { name: 'local', region: 'us-east-1', roleArn: 'arn:aws:iam::1:role/r' },
      ]),
    });

    expect(await build.exit).toBe(0);

    const below = await readFile(seen, 'utf8');
    expect(below).toContain('AWS_REGION=us-east-1');
    for (const value of Object.values(identity)) expect(below).not.toContain(value);
    expect(below).not.toMatch(
      /^(AWS_(ACCESS|SECRET|SESSION|CONTAINER|PROFILE|ENDPOINT)|LEASEHOLD_|CODEBUILD_)/m,
    );
  });

  it('says what is wrong and exits 1 when it cannot even claim', async () => {
    const asked = await hub.create(tinyBundle);

    const build = await start(asked, 'leasehold:lost', { LEASEHOLD_TARGETS: '' });

    expect(await build.exit).toBe(1);
    expect(build.output.join('')).toContain('Nothing could be recorded: Configuration LEASEHOLD_TARGETS');
  });

  it('loses nothing that was complete when the whole build is killed, and the next run goes on from there', async () => {
    const asked = await hub.create(tinyBundle, {}, { steps: 3, delay: 30 });
    const build = await start(asked, 'leasehold:killed');
    await waitFor(async () => (await stepsOf(asked)).length > 0);
    killGroup(build.child.pid!);
    await build.exit;
    const before = await stepsOf(asked);

    const lost = { result: 'failed' as const, failure: failureOf('lost', 'killed') };
    const run = asked.run!.id;
    await hub.decide(asked, { type: 'settle-run', run, build: 'leasehold:killed', outcome: lost });
    const retried = await hub.decide(asked, { type: 'retry', by: 'ada@example.com' });
    const doomed = await hub.decide(retried, { type: 'destroy', by: 'ada@example.com' });
    const destroying = await start(doomed, 'leasehold:destroying');

    expect(await destroying.exit).toBe(0);
    expect(before.length).toBeGreaterThan(0);
    expect(destroying.output.join('')).toContain('Took over the state lock of leasehold@leasehold:killed.');
    expect(await hub.artifacts.readOutcome(doomed.run!.id)).toMatchObject({
      outcome: { result: 'destroyed' },
    });
    expect(await stepsOf(asked)).toEqual([]);
  });

  it('leaves no tag behind on an image when it is killed in an apply and the life is then destroyed', async () => {
    await hub.images.create('shop');
    const digest = await hub.images.push('shop', 'v1');
    await hub.images.scan('shop', digest);
    const LEASEHOLD_IMAGE_REPOSITORIES = JSON.stringify([ImageRegistry.configured('shop')]);
    const secret = `${ImageRegistry.registryOf('shop')}@${digest}`;
    const asked = await hub.create(tinyBundle, {}, { steps: 2, delay: 30, secret });
    const build = await start(asked, 'leasehold:tagging', { LEASEHOLD_IMAGE_REPOSITORIES });
    await waitFor(async () => (await stepsOf(asked)).length > 0);
    killGroup(build.child.pid!);
    await build.exit;
    const before = await hub.images.tags('shop');

    const lost = { result: 'failed' as const, failure: failureOf('lost', 'killed') };
    const run = asked.run!.id;
    await hub.decide(asked, { type: 'settle-run', run, build: 'leasehold:tagging', outcome: lost });
    const doomed = await hub.decide(asked, { type: 'destroy', by: 'ada@example.com' });
    const destroying = await start(doomed, 'leasehold:untagging', { LEASEHOLD_IMAGE_REPOSITORIES });

    expect(await destroying.exit).toBe(0);
    expect(before).toEqual([inUseTag(asked.id, digest), 'v1']);
    expect(await hub.images.tags('shop')).toEqual(['v1']);
  });

  /** Ids of the steps that the kept state holds. */
  async function stepsOf(environment: Environment): Promise<string[]> {
    const stored = await hub.states.readState(environment);
    if (!stored) return [];
    const { resources } = JSON.parse(new TextDecoder().decode(stored.body)) as {
      resources: { name: string; instances: { attributes: { id: string } }[] }[];
    };
    const steps = resources.filter(({ name }) => name === 'step');
    return steps.flatMap(({ instances }) => instances.map(({ attributes }) => attributes.id));
  }

  async function waitFor(met: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      if (await met()) return;
      await sleep(100);
    }
    throw new Error('It did not come to that in a minute');
  }
});

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group is gone already.
  }
}
