import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { itemKey } from '../../../../src/aws/dynamo-table';
import type { Actor } from '../../../../src/domain/access/actor';
import { hour, type Instant, minute, plus } from '../../../../src/domain/base/time';
import { type Environment, hasEnded } from '../../../../src/domain/environment/environment';
import { isClaimed } from '../../../../src/domain/environment/run';
import { statusOf } from '../../../../src/domain/stack/entry/stack-status';
import { beginApply } from '../../../../src/operations/environment/runner-gate';
import { settleRun } from '../../../../src/operations/environment/settle-run';
import { sweep } from '../../../../src/operations/registry/sweep';
import { applyStack } from '../../../../src/operations/stack/apply-stack';
import { moveStack } from '../../../../src/operations/stack/move-stack';
import { kinds } from '../../../../lambdas/sweep/kinds';
import { planDigest } from '../../builders/births';
import { appliedOutcome, destroyedOutcome, failedOutcome } from '../../builders/lives';
import { actors, type Stage } from '../../plane/operations-stage';
import { documentOf, outputs, threeOf } from './stage-stacks';

/** Which components need which: three levels. */
const needs: Record<string, string[]> = { net: [], api: ['net'], web: ['api'] };
export const components = Object.keys(needs);

/** What is wrong with the destroys of a component, if anything is. */
export type Broken = ReadonlySet<string>;

/** A stack of three on the operations of the plane, which goes on by its builds, its sweeps and its clock alone. */
export class LivedStack {
  /** Every time at which a component was there without what it needs. */
  readonly orphans: string[] = [];
  broken: Broken = new Set();

  constructor(
    private readonly stage: Stage,
    private readonly asker: Actor = actors.ada,
  ) {}

  async apply(lease = '1d'): Promise<void> {
    const document = documentOf(threeOf(), lease);
    await applyStack({ actor: this.asker, document }, this.stage.deps);
  }

  /** Some time goes by, with a sweep at its end. */
  async pass(ms: number): Promise<void> {
    this.stage.world.now = plus(this.stage.world.now, ms);
    await sweep(kinds, this.stage.deps);
    await this.look();
  }

  /** What a rule does with news that comes twice. */
  async hearTwice(): Promise<void> {
    await moveStack('shop', this.stage.deps);
    await moveStack('shop', this.stage.deps);
    await this.look();
  }

  /** Each build that there is makes one step: it claims its run, or ends it. */
  async build(): Promise<void> {
    for (const name of components) {
      const environment = await this.read(name);
      if (environment?.run) await this.step(name, environment);
    }
    await this.look();
  }

  private async step(name: string, environment: Environment): Promise<void> {
    const { stage } = this;
    const { run, id } = environment;
    if (!run) return;
    if (!isClaimed(run)) {
      await stage.claim(`shop.${name}`);
      return;
    }
    const taken = { name: `shop.${name}`, id, runId: run.id, build: run.build };
    if (run.kind !== 'destroy' && run.stop) {
      stage.leave(taken, { result: 'cancelled' });
    } else if (run.kind === 'destroy') {
      const outcome = this.broken.has(name)
        ? failedOutcome('unaccounted')
        : destroyedOutcome(stage.world.now);
      stage.leave(taken, outcome);
    } else {
      if (run.phase === 'planning') await beginApply({ ...taken, planDigest }, stage.deps);
      stage.world.outputs.set(id, outputs);
      stage.leave(taken, appliedOutcome(run.id));
    }
    await settleRun(taken, stage.deps);
  }

  /** Goes on until it is as wanted, for so many hours of the plane's clock at most. */
  async until(wanted: () => Promise<boolean>, hours = 60): Promise<boolean> {
    const last = plus(this.stage.world.now, hours * hour);
    while (this.stage.world.now < last) {
      if (await wanted()) return true;
      await this.build();
      await this.pass((await this.isQuiet()) ? hour : 2 * minute);
    }
    return wanted();
  }

  private async isQuiet(): Promise<boolean> {
    const all = await Promise.all(components.map((name) => this.read(name)));
    return all.every((one) => !one?.run);
  }

  /** The stack's own item is deleted, as by someone who restores a table without it. */
  async forget(): Promise<void> {
    const { client, name: TableName } = this.stage.table;
    await client.send(new DeleteCommand({ TableName, Key: itemKey('STACK', 'shop') }));
  }

  async status(): Promise<string | undefined> {
    const entry = await this.stage.deps.stacks.get('shop');
    return entry && statusOf(entry);
  }

  /** The components that are there, with how each stands. */
  async there(): Promise<Record<string, string>> {
    const all = await Promise.all(components.map(async (name) => [name, await this.read(name)] as const));
    return Object.fromEntries(
      all.flatMap(([name, one]) => (one && !hasEnded(one) ? [[name, one.status]] : [])),
    );
  }

  async isGone(): Promise<boolean> {
    return Object.keys(await this.there()).length === 0;
  }

  async endOf(name: string): Promise<Instant | null | undefined> {
    return (await this.read(name))?.lease.expiresAt;
  }

  private read(name: string): Promise<Environment | undefined> {
    return this.stage.deps.registry.get(`shop.${name}`);
  }

  private async look(): Promise<void> {
    const there = await this.there();
    for (const [name, needed] of Object.entries(needs))
      if (there[name])
        for (const need of needed) if (!there[need]) this.orphans.push(`${name} without ${need}`);
  }
}
