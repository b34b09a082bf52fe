import { instant } from '../../../../src/domain/base/time';
import { ResourceTimeline } from '../../../../src/runner/life/resource-timeline';
import { parseMessage } from '../../../../src/domain/terraform/message';

describe('ResourceTimeline', () => {
  let now = 0;
  let timeline: ResourceTimeline;

  beforeEach(() => {
    now = Date.parse('2026-01-01T00:00:00.000Z');
    timeline = new ResourceTimeline(() => instant(now));
  });

  function hear(type: string, addr: string, action = 'create', afterMs = 0): void {
    now += afterMs;
    const resource = { addr, resource_type: addr.split('.')[0] };
    const key = type === 'planned_change' ? 'change' : 'hook';
    const line = JSON.stringify({ '@message': 'm', type, [key]: { resource, action } });
    timeline.observe(parseMessage(line)!);
  }

  it('counts steps as Terraform reports them, two for a replacement', () => {
    hear('planned_change', 'a.x', 'create');
    hear('planned_change', 'a.y', 'replace');
    hear('planned_change', 'a.z', 'read');

    hear('apply_start', 'a.y', 'delete');
    hear('apply_complete', 'a.y', 'delete');

    expect(timeline.progress()).toEqual({ done: 1, total: 3, current: [] });
  });

  it('names what is at work now, the longest at it first', () => {
    hear('apply_start', 'a.x', 'create');
    hear('apply_start', 'a.y', 'update', 4_000);
    now += 2_500;

    expect(timeline.progress().current).toEqual([
      { address: 'a.x', action: 'creating', seconds: 6 },
      { address: 'a.y', action: 'changing', seconds: 2 },
    ]);
  });

  it('names at most twenty', () => {
    for (let i = 0; i < 30; i += 1) hear('apply_start', `a.x[${i}]`);

    expect(timeline.progress().current).toHaveLength(20);
  });

  it('tells complete from errored and from what never ended', () => {
    hear('apply_start', 'a.done');
    hear('apply_start', 'a.bad');
    hear('apply_start', 'a.open');
    hear('apply_complete', 'a.done', 'create', 1_000);
    hear('apply_errored', 'a.bad', 'create', 500);

    expect(timeline.resources().map(({ address, result, seconds }) => [address, result, seconds])).toEqual([
      ['a.done', 'complete', 1],
      ['a.bad', 'errored', 1.5],
      ['a.open', 'unfinished', 1.5],
    ]);
    expect(timeline.unfinished()).toEqual(['a.open']);
    expect(timeline.incomplete()).toEqual(['a.bad', 'a.open']);
  });
});
