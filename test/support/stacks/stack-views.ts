import type { StackView } from '../../../src/domain/stack/entry/stack-view';
import { start } from '../builders/births';
import { ulidAt } from '../builders/ulids';

type Component = StackView['components'][number];

/** A component that is ready in the first layer, but for what a test says. */
export function componentView(name: string, more: Partial<Component> = {}): Component {
  return {
    name,
    environment: `dev.${name}`,
    template: 'vpc@1.0.0',
    layer: 1,
    needs: [],
    state: 'ready',
    current: true,
    life: ulidAt(start, 7),
    waitsFor: [],
    approve: null,
    uncovered: null,
    stuck: false,
    failure: null,
    endsAt: null,
    ...more,
  };
}

/** A stack `dev` of one ready component, but for what a test says. */
export function stackView(more: Partial<StackView> = {}): StackView {
  return {
    name: 'dev',
    id: ulidAt(start, 1),
    status: 'ready',
    owner: 'people:ada@example.com',
    team: null,
    createdAt: start,
    updatedAt: start,
    endedAt: null,
    lease: {
      startedAt: start,
      expiresAt: new Date(Date.parse(start) + 7 * 24 * 3_600_000).toISOString(),
      ttl: '7d',
      max: '30d',
      extensions: 0,
      warnedFor: null,
    },
    revision: { number: 1, digest: 'd'.repeat(64), by: 'people:ada@example.com', at: start, stopped: null },
    waiting: null,
    ending: null,
    components: [componentView('vpc')],
    ...more,
  };
}
