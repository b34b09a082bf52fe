import { kinds } from '../../../lambdas/sweep/kinds';
import { minute } from '../../../src/domain/base/time';
import { Limits } from '../../../src/domain/limits/limits';
import { usageOf } from '../../../src/domain/limits/shares';
import { sweep } from '../../../src/operations/registry/sweep';
import { napping, nappingOn } from '../../support/limits/napping';
import { actors, dieAt, useStandingStage } from '../../support/plane/operations-stage';
import { catalogOf } from '../../support/terraform/catalog';

const { stage, renew } = useStandingStage(catalogOf(napping));
const owner = { kind: 'owner' as const, name: actors.ada.id };
const look = () => sweep(kinds, stage.deps).catch(() => undefined);
/** Of events that are published twice at times, each once. */
const published = (type: string) => [
  ...new Map(stage.world.published.filter((one) => one.type === type).map((one) => [one.id, one])).values(),
];

it.each([
  ['there is room for one of both', 0.05, [1, 1]],
  ['there is no room', 0.01, [0, 2]],
])(
  'wakes each once and notifies once of each that waits, wherever the sweep dies, where %s',
  async (_what, hourly, [wakes, waits]) => {
    for (let call = 1; ; call++) {
      await renew();
      const { at, slept } = nappingOn(stage);
      await slept('foo');
      await slept('bar');
      stage.deps.limits = Limits.parse({ quotas: { owner: { hourly }, team: { hourly: 1 } } });
      at('2026-01-02T07:00:00.000Z');
      const death = dieAt(stage.world, call);
      await look();
      stage.world.fail = () => undefined;
      for (let minutes = 0; minutes < 5; minutes++) {
        stage.world.pass(minute);
        await look();
      }

      expect(published('EnvironmentWakeRequested')).toHaveLength(wakes ?? 0);
      expect(published('WakeWaitsForQuota')).toHaveLength(waits ?? 0);
      const shares = (await stage.deps.shares.get(owner))?.shares ?? [];
      expect(usageOf(shares).hourly).toBe((wakes ?? 0) * 45_000_000);
      if (!death.died()) break;
    }
  },
  400_000,
);
