import type { Actor } from '../../../../src/domain/access/actor';
import { noSlotsTaken, type TargetSlots } from '../../../../src/domain/environment/slots/slots';
import { listTargets } from '../../../../src/operations/access/list-targets';
import type { Deps } from '../../../../src/operations/ports/deps';
import { offering, targetOf } from '../../../support/builders/targets';
import { start } from '../../../support/builders/births';
import { ulidAt } from '../../../support/builders/ulids';
import { actors } from '../../../support/plane/operations-stage';
import { templateVersion } from '../../../support/terraform/catalog';

const versions = { playground: templateVersion(), ecr: templateVersion({ role: 'admin' }) };
const templates = Object.entries(versions).map(([name, version]) => ({
  name,
  versions: [{ ...version, name }],
}));
/** Of the only target whose runs are limited. */
let line: () => Promise<TargetSlots | undefined> = () => Promise.resolve(undefined);
const deps = {
  slots: { get: () => line() } as unknown as Deps['slots'],
  log: { warn: jest.fn(), info: jest.fn() } as unknown as Deps['log'],
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

describe('a target whose runs are limited', () => {
  const limited = {
    ...deps,
    targets: offering({ ...targetOf({}, 'dev'), limited: true }, targetOf({}, 'free')),
  };
  const loads = async () => (await listTargets({ actor: actors.bob }, limited)).items.map(({ load }) => load);
  const [first, second] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:01:00.000Z'];

  it('is shown with its runs at work and in line, and no other is', async () => {
    const of = {
      name: 'foo',
      life: ulidAt(start, 1),
      owner: 'ada',
      workflow: 'provision-environment' as const,
    };
    const slots = noSlotsTaken('dev', start);
    slots.runs.running.push({ ...of, run: ulidAt(start, 2), since: start });
    for (const [number, asked] of [second, first].entries())
      slots.runs.waiting.push({ ...of, run: ulidAt(start, 3 + number), asked });
    line = () => Promise.resolve(slots);

    expect(await loads()).toEqual([
      { runs: { atWork: 1, waiting: 2, oldest: first }, destroys: { atWork: 0, waiting: 0, oldest: null } },
      undefined,
    ]);
  });

  it('has none of them before its first run, and is listed where they cannot be read', async () => {
    const none = { atWork: 0, waiting: 0, oldest: null };
    line = () => Promise.resolve(undefined);
    expect(await loads()).toEqual([{ runs: none, destroys: none }, undefined]);
    line = () => Promise.reject(new Error('throttled'));
    expect(await loads()).toEqual([undefined, undefined]);
  });
});
