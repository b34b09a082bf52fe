import { Limits } from '../../../../../src/domain/limits/limits';
import { quotasOf } from '../../../../../src/operations/environment/list/quotas-of';
import * as lives from '../../../../support/builders/lives';
import { actors } from '../../../../support/plane/operations-stage';

const limits = Limits.parse({
  quotas: { owner: { environments: 3, hourly: 1 }, teams: { data: { environments: 9 } } },
});
const cost = (hourly: number) => ({ ...lives.born().cost, hourly });
const life = (owner: string, team: string | null, hourly: number) => ({
  ...lives.ready(),
  owner,
  team,
  cost: cost(hourly),
});

it('counts what lives of the caller and of their teams, and names no quota that limits nothing', () => {
  const { ada } = actors;
  const environments = [
    life(ada.id, 'data', 0.1),
    life(ada.id, null, 0.2),
    life(actors.tom.id, 'data', 0.4),
    life(actors.bob.id, 'shop', 7),
  ];

  expect(quotasOf({ ...ada, teams: ['data', 'shop'] }, environments, { limits })).toEqual([
    { holder: 'owner', name: ada.id, environments: { limit: 3, used: 2 }, hourly: { limit: 1, used: 0.3 } },
    { holder: 'team', name: 'data', environments: { limit: 9, used: 2 } },
  ]);
  expect(quotasOf(ada, environments, { limits: Limits.parse({}) })).toEqual([]);
});

it('shows the id of before only while something lives under it', () => {
  const ada = { ...actors.ada, id: 'people:ada', formerly: 'ada', teams: [] };

  expect(quotasOf(ada, [], { limits }).map(({ name }) => name)).toEqual(['people:ada']);
  expect(quotasOf(ada, [life('ada', null, 0)], { limits })).toMatchObject([
    { name: 'people:ada', environments: { used: 0 } },
    { name: 'ada', environments: { used: 1 } },
  ]);
});
