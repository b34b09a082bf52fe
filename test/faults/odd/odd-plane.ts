import { dirname, join } from 'node:path';
import { S3Artifacts } from '../../../src/aws/s3-artifacts';
import { S3State } from '../../../src/aws/s3-state';
import { isDomainError } from '../../../src/domain/base/errors';
import { hour } from '../../../src/domain/base/time';
import { type Command, decideBirth } from '../../../src/domain/environment/decide';
import type { Environment } from '../../../src/domain/environment/environment';
import { decideAndDeliver, environments } from '../../../src/operations/environment/environments';
import { settleRun } from '../../../src/operations/environment/settle-run';
import type { Deps } from '../../../src/operations/ports/deps';
import { sweptEntries } from '../../../src/operations/registry/visit-entry';
import { createRunGate } from '../../../src/runner/life/gate';
import { runOnce } from '../../../src/runner/run';
import type { RunnerDeps } from '../../../src/runner/run-context';
import { MemoryBuckets } from '../../support/aws/memory-bucket';
import { memoryTable, type MemoryTable } from '../../support/aws/memory-table';
import { noEntry } from '../../support/aws/as-run';
import { birthOf } from '../../support/builders/births';
import { depsOn, newWorld, type World } from '../../support/plane/deps';
import { bundleOf } from '../../support/terraform/template-bundle';
import { harmed, type OddLife, type OddRun } from './odd-lives';
import { playTerraform, type PlayedTerraform } from './played-terraform';

const bundle = bundleOf({
  'templates/tiny/main.tf': 'variable "secrets" {\n  type      = any\n  sensitive = true\n}\n',
});
const by = 'ada@example.com';
const name = 'foo';
const well: OddRun = { failing: 'nowhere', harmed: null, harm: 'empty' };
const regions = Array.from({ length: 60 }, (_, at) => `region-${at}`);

/** The real decider, registry, settling and runner on stores in memory, with a Terraform that is played; for one life. */
export class OddPlane {
  readonly buckets = new MemoryBuckets();
  readonly world: World = newWorld();
  readonly deps: Deps;
  /** Each claimed run with what of it was harmed. */
  readonly ran: { run: string; odd: OddRun }[] = [];
  private readonly memory: MemoryTable = memoryTable(
    () => Promise.resolve(),
    () => undefined,
  );
  private readonly states = new S3State(this.buckets, 'state');
  private readonly artifacts = new S3Artifacts(this.buckets, 'artifacts');

  private constructor(
    private readonly life: OddLife,
    private readonly terraform: PlayedTerraform,
  ) {
    this.deps = { ...depsOn(this.memory.table, this.world), artifacts: this.artifacts, states: this.states };
  }

  /** Lets the life be born and its first run be started, hands it to `use`, and leaves nothing behind. */
  static async with<Result>(life: OddLife, use: (plane: OddPlane) => Promise<Result>): Promise<Result> {
    const terraform = await playTerraform(life);
    try {
      const plane = new OddPlane(life, terraform);
      await plane.bear();
      return await use(plane);
    } finally {
      await terraform.remove();
    }
  }

  async read(): Promise<Environment> {
    const environment = await this.deps.registry.get(name);
    if (!environment) throw new Error('The life is gone from the registry');
    return environment;
  }

  /** What the sweep does with the item; it does not throw, and comes again. */
  async sweep(): Promise<void> {
    const swept = sweptEntries(environments);
    await swept.visit(name, await this.read(), this.deps).catch(() => undefined);
  }

  /** Runs what was started as CodeBuild would, and lets the workflow's last step settle it. */
  async build(odd: OddRun = well): Promise<void> {
    for (const { id, runId } of this.world.started.splice(0)) {
      await this.runOne({ id, runId }, odd);
      this.world.overBuilds.add(`leasehold:${runId}`);
      this.world.executions.set(runId, 'over');
      await settleRun({ name, id, runId, workflowOver: true }, this.deps).catch(() => undefined);
    }
  }

  /** What a person asks for; refusals are theirs. */
  async ask(command: Command): Promise<void> {
    await decideAndDeliver(name, () => command, this.deps).catch((error: unknown) => {
      if (!isDomainError(error)) throw error;
    });
  }

  /** The command of a person's word. */
  async commandOf(word: OddLife['tried'][number]): Promise<Command> {
    const { wanted: spec, cost } = await this.read();
    if (word === 'change') return { type: 'change', spec, planOnly: false, cost, by };
    return word === 'nothing' ? { type: 'tick' } : { type: word, by };
  }

  private async bear(): Promise<void> {
    const now = this.deps.clock();
    const engine = { name: 'terraform' as const, version: '1.11.4' };
    const template = { name: 'tiny', version: '1.0.0', bundle: bundle.digest, engine };
    const { secrets } = this.life;
    const spec = { template, inputs: { secrets }, sensitive: ['secrets'], approval: 'auto' as const };
    const birth = birthOf({ spec, id: this.deps.newId() });
    const { environment } = decideBirth(birth, undefined, { now, newRun: this.deps.newId() });
    await this.deps.registry.insert(environment, null);
  }

  private async runOne({ id, runId: run }: { id: string; runId: string }, odd: OddRun): Promise<void> {
    await this.terraform.failAt(odd.failing);
    const { states, artifacts, deps, terraform } = this;
    const life = { name, id };
    const build = `leasehold:${run}`;
    const nothing = () => Promise.resolve();
    const given: RunnerDeps = {
      life,
      run,
      build,
      readTarget: (name) => Promise.resolve({ name, region: 'us-east-1', regions: [] }),
      deniedTypes: [],
      policy: { version: 'none', rules: [] },
      gate: createRunGate({ ...life, runId: run, build, graceMs: 0 }, deps),
      states,
      artifacts,
      artifactsOf: () => artifacts,
      accessTo: (target) => ({ target, sessionName: run, enter: noEntry }),
      bundles: () => Promise.resolve(bundle.zip),
      verifier: {
        adoptUnaccounted: () => Promise.resolve({ adopted: [], unaccounted: [] }),
        verifyEmpty: () =>
          Promise.resolve({ checked: [], blindTypes: [], unchecked: this.life.texts, regions }),
      },
      images: { check: () => Promise.resolve([]), keep: nothing, settle: nothing, release: nothing },
      checkQuotas: nothing,
      checkPermissions: nothing,
      checkDeletions: nothing,
      stopTasks: nothing,
      startDatabases: nothing,
      folder: join(dirname(terraform.executable), 'work', id),
      executable: terraform.executable,
      terraformUser: undefined,
      cliConfig: undefined,
      heartbeatMs: hour,
      graceMs: 1_000,
      deadlineMs: 60_000,
      clock: deps.clock,
      log: () => undefined,
    };
    const result = await runOnce(given, Promise.resolve(given));
    if (result !== 'recorded') return;
    this.ran.push({ run, odd });
    this.harm(run, odd);
  }

  private harm(run: string, { harmed: what, harm }: OddRun): void {
    const { secrets } = this.life;
    if (what === 'progress') this.harmProgress(run);
    for (const key of what === null ? [] : [...this.buckets.objects.keys()])
      if (key.endsWith(String(what)) || key.includes(`/${what}/`))
        this.buckets.overwrite(key, harmed(this.buckets.text(key) ?? '{}', harm, secrets));
  }

  private harmProgress(run: string): void {
    const item = this.memory.items.get(`RUN#${run} RUN`);
    if (item) item['progress'] = { counter: this.life.secrets[0], current: this.life.texts };
  }
}
