import { kinds } from '../../../lambdas/sweep/kinds';
import { hasEnded } from '../../../src/domain/environment/environment';
import { destroyEnvironment } from '../../../src/operations/environment/destroy-environment';
import { settleRun } from '../../../src/operations/environment/settle-run';
import { sweep } from '../../../src/operations/registry/sweep';
import { destroyedOutcome } from '../../support/builders/lives';
import { actors, dieAt, useStage } from '../../support/plane/operations-stage';
import { referring, referringOn } from '../../support/references/referring';

const stage = useStage(referring);
const { take, network, web, usersOf, pass } = referringOn(stage);

/** Does work that dies at its `call`th call to the outside; whether it got that far. */
async function dying(call: number, work: () => Promise<unknown>): Promise<boolean> {
  const death = dieAt(stage.world, call);
  await work().catch(() => undefined);
  stage.world.fail = () => undefined;
  return death.died();
}

/** Whether a life is there that has not ended. */
async function lives(name: string): Promise<boolean> {
  const found = await stage.deps.registry.get(name);
  return found !== undefined && !hasEnded(found);
}

/** Whoever is there is promised to; it holds at every moment, also right after a death. */
async function expectPromised(consumer: string, producer: string): Promise<void> {
  if (await lives(consumer)) {
    expect(await usersOf(producer)).toContain(consumer);
    expect(await lives(producer)).toBe(true);
  }
}

it('promises before the first run and keeps no promise to nobody, wherever a create dies', async () => {
  for (let call = 1; ; call++) {
    const [net, app] = [`net-${call}`, `web-${call}`];
    await network(net, { ttl: '10d' });
    const died = await dying(call, () => take({ vpc_id: `env:${net}.vpc_id` }, { name: app, ttl: '5d' }));
    await expectPromised(app, net);
    await pass(16);
    await pass(25 * 60);
    await expectPromised(app, net);
    expect(await usersOf(net)).toEqual((await lives(app)) ? [app] : []);
    if (!died) break;
  }
}, 300_000);

it('is free again once its user has its receipt, wherever the receipt is taken in', async () => {
  for (let call = 1; ; call++) {
    const [net, app] = [`net-${call}`, `web-${call}`];
    await network(net, { ttl: '10d' });
    await web(app, { ttl: '5d', references: { vpc_id: `env:${net}.vpc_id` } });
    await destroyEnvironment({ actor: actors.ada, name: app }, stage.deps);
    const taken = await stage.claim(app);
    stage.leave(taken, destroyedOutcome(stage.world.now));
    const died = await dying(call, () => settleRun(taken, stage.deps));
    await expectPromised(app, net);
    for (let n = 0; n < 3; n++) await pass(2);
    expect(await stage.read(app)).toMatchObject({ status: 'destroyed' });
    expect(await usersOf(net)).toEqual([]);
    await destroyEnvironment({ actor: actors.ada, name: net }, stage.deps);
    if (!died) break;
  }
}, 300_000);

it('ends after its users when its lease is over, wherever the sweep dies', async () => {
  for (let call = 1; ; call++) {
    const [net, app, top] = [`net-${call}`, `web-${call}`, `top-${call}`];
    await network(net, { ttl: '1h' });
    await web(app, { ttl: '1h', references: { vpc_id: `env:${net}.vpc_id` } });
    const { id } = await stage.read(app);
    stage.world.outputs.set(id, { url: { sensitive: false, type: 'string', value: 'http://web' } });
    await web(top, { ttl: '1h', references: { vpc_id: `env:${app}.url` } });
    stage.world.now = (await stage.read(net)).lease.expiresAt!;
    const died = await dying(call, () => sweep(kinds, stage.deps));
    for (let n = 0; n < 4; n++) await pass(2);
    expect([await stage.read(net), await stage.read(app)]).toMatchObject([
      { status: 'ready', ending: { reason: 'expired' } },
      { status: 'ready', ending: { reason: 'expired' } },
    ]);
    expect(await stage.read(top)).toMatchObject({ status: 'destroying' });
    await expectPromised(app, net);
    for (const name of [top, app, net]) {
      await stage.finishDestroy(name);
      for (let n = 0; n < 3; n++) await pass(2);
      expect(await stage.read(name)).toMatchObject({
        status: 'destroyed',
        destruction: { reason: 'expired' },
      });
    }
    if (!died) break;
  }
}, 300_000);
