import type { Actor } from '../../../../src/domain/access/actor';
import { listTargets } from '../../../../src/operations/access/list-targets';
import { offering, targetOf } from '../../../support/builders/targets';
import { actors } from '../../../support/plane/operations-stage';
import { templateVersion } from '../../../support/terraform/catalog';

const versions = { playground: templateVersion(), ecr: templateVersion({ role: 'admin' }) };
const templates = Object.entries(versions).map(([name, version]) => ({
  name,
  versions: [{ ...version, name }],
}));
const deps = {
  catalog: { read: () => Promise.resolve({ templates }) },
  targets: offering(
    targetOf({}, 'dev'),
    targetOf({ teams: ['data'], previews: true }, 'data'),
    targetOf({ roles: ['admin'], templates: ['ecr'] }, 'foundation'),
  ),
};
const seenBy = async (actor: Actor) => (await listTargets({ actor }, deps)).items;
const workflow: Actor = { ...actors.bob, kind: 'workload', id: 'repo:42' };

describe('targets', () => {
  it('are shown with what the actor may have in each, or why nothing', async () => {
    expect(await seenBy(actors.bob)).toEqual([
      { name: 'dev', region: 'us-east-1', templates: ['playground'] },
      { name: 'data', region: 'us-east-1', templates: [], closed: 'data is only for the teams data' },
      {
        name: 'foundation',
        region: 'us-east-1',
        templates: [],
        closed: 'foundation is only for the role admin',
      },
    ]);
    expect(await seenBy(actors.root)).toMatchObject([
      { name: 'dev', templates: ['playground'] },
      { name: 'data', templates: ['playground'] },
      { name: 'foundation', templates: ['ecr'] },
    ]);
  });

  it.each<[string, Actor, string[]]>([
    ['somebody who only reads', actors.vic, []],
    ['an approver', actors.eve, []],
    ['a member of the team', actors.ada, ['dev', 'data']],
    ['a pull request', { ...workflow, teams: ['data'], preview: 'foo' }, ['data']],
    ['a workload bound to a target', { ...workflow, limits: { targets: ['dev'] } }, ['dev']],
    ['a workload bound to other templates', { ...workflow, limits: { templates: ['api-*'] } }, []],
  ])('are open to %s as a request would find them', async (_who, actor, open) => {
    const seen = await seenBy(actor);

    expect(seen.filter(({ closed }) => closed === undefined).map(({ name }) => name)).toEqual(open);
    expect(seen.every(({ closed, templates: had }) => (closed === undefined) === had.length > 0)).toBe(true);
  });
});
