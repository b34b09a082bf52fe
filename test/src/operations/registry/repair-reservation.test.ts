import { day, hour, plus } from '../../../../src/domain/base/time';
import {
  confirmedWindow,
  type Reservation,
  unconfirmedWindow,
} from '../../../../src/domain/registry/reservation';
import { findLife } from '../../../../src/operations/environment/find-life';
import { repairReservation } from '../../../../src/operations/registry/repair-reservation';
import { sweep } from '../../../../src/operations/registry/sweep';
import { start } from '../../../support/builders/births';
import { actors, useStage } from '../../../support/plane/operations-stage';
import { ulidAt } from '../../../support/builders/ulids';
import { kinds } from '../../../../lambdas/sweep/kinds';

const stage = useStage();
const actor = actors.ada.id;
const repair = async (key: string) => {
  const reservation = await stage.deps.reservations.get(actor, key);
  return repairReservation(reservation!, findLife, stage.deps);
};
const find = (key: string) => stage.deps.reservations.get(actor, key);

const reserve = async (key: string, more: Partial<Reservation> = {}) => {
  const dueAt = plus(start, unconfirmedWindow);
  const fresh = {
    actor,
    key,
    digest: 'd',
    id: ulidAt(start, 77),
    name: 'foo',
    confirmed: false,
    dueAt,
    ...more,
  };
  await stage.deps.reservations.reserve(fresh);
};

it('leaves a reservation alone that somebody may still be about to use', async () => {
  await reserve('k');

  expect(await repair('k')).toBe(plus(start, unconfirmedWindow));
  expect(await find('k')).toBeDefined();
});

it('frees one that no environment came of', async () => {
  await reserve('k');
  stage.world.pass(hour);

  expect(await repair('k')).toBeUndefined();
  expect(await find('k')).toBeUndefined();
});

it('confirms one whose environment is there', async () => {
  const { id } = await stage.create();
  await reserve('k', { id });
  stage.world.pass(hour);
  await repair('k');

  expect(await find('k')).toMatchObject({
    confirmed: true,
    id,
    dueAt: plus(stage.world.now, confirmedWindow),
  });
});

it('forgets a confirmed one when the time for repetitions is over', async () => {
  await stage.create({ request: { key: 'k', digest: 'd' } });
  stage.world.pass(6 * day);
  await sweep(kinds, stage.deps);
  const early = await find('k');
  stage.world.pass(2 * day);
  await sweep(kinds, stage.deps);

  expect(early?.confirmed).toBe(true);
  expect(await find('k')).toBeUndefined();
});

it('says nothing of a reservation that is gone', async () => {
  await reserve('k');
  const seen = await find('k');
  stage.world.pass(hour);
  await repair('k');

  expect(await repairReservation(seen!, findLife, stage.deps)).toBeUndefined();
  expect(await find('k')).toBeUndefined();
});

it('finds by the sweep a key with every sign that a key may have', async () => {
  const key = '!#/%~"{}|^`\\';
  await reserve(key);
  stage.world.pass(hour);

  expect(await sweep(kinds, stage.deps)).toEqual({ visited: 1, failed: 0 });
  expect(await find(key)).toBeUndefined();
});
