import { newComponent, type StackComponent } from '../../../../../src/domain/stack/entry/component';
import { type ComponentFacts, takeNews } from '../../../../../src/domain/stack/entry/take-news';
import { ulidAt } from '../../../../support/builders/ulids';
import { sha256 } from '../../../../support/builders/sha256';

const life = ulidAt('2026-01-01T00:00:00.000Z', 1);
const wanted = { template: 'toy@1.0.0', digest: sha256('new'), needs: ['net'] };
const ready: ComponentFacts = {
  life,
  version: 7,
  order: 3,
  applied: 3,
  status: 'ready',
  phase: null,
  stopping: false,
  plan: null,
  failure: null,
  endsAt: null,
};
const component: StackComponent = {
  ...newComponent(wanted),
  state: 'ready',
  life,
  heard: 7,
  built: true,
  asked: { n: 3, digest: sha256('old'), clock: 0 },
  done: { n: 3, digest: sha256('old'), made: 1 },
};
const changing: StackComponent = {
  ...component,
  order: { n: 5, kind: 'change', digest: wanted.digest, clock: 1 },
};

describe('what is seen of a component', () => {
  it.each([
    ['from before it heard the last order', changing, { ...ready, version: 9 }],
    ['older than what is known', component, { ...ready, version: 6, status: 'failed' as const }],
    ['no newer than what is known', component, { ...ready, status: 'failed' as const }],
  ])('is no news: %s', (_, seen, facts) => {
    expect(takeNews(seen, facts, 1)).toEqual({ component: seen, clock: 1 });
  });

  it('says that it is what was asked, once that is applied, and moves the clock', () => {
    const heard = takeNews(changing, { ...ready, version: 10, order: 5, applied: 5 }, 4);

    expect(heard.clock).toBe(5);
    expect(heard.component).toMatchObject({
      state: 'ready',
      order: null,
      uses: ['net'],
      done: { n: 5, digest: wanted.digest, made: 5 },
    });
  });

  it('is of a change that came to nothing where what is applied was asked for before', () => {
    const heard = takeNews(changing, { ...ready, version: 10, order: 5, failure: 'denied' }, 4);

    expect(heard).toMatchObject({
      clock: 4,
      component: { state: 'failed', failure: 'denied', done: { n: 3 } },
    });
  });

  it('makes nothing of an environment that ended before this component came to be', () => {
    const heard = takeNews(newComponent(wanted), { ...ready, status: 'ended' }, 0);

    expect(heard.component).toEqual({ ...newComponent(wanted), heard: 7 });
  });

  it('is its end, which is not undone by itself', () => {
    const { component: heard } = takeNews(component, { ...ready, version: 8, status: 'ended' }, 0);

    expect(heard).toMatchObject({ state: 'gone', life: null, uses: [], refused: 'it has ended' });
  });
});
