import { compareDocuments } from '../../../../src/domain/stack/compare-documents';
import type { ResolvedComponent, ResolvedStack } from '../../../../src/domain/stack/resolved-stack';

const digest = 'a'.repeat(64);
const component = (more: Partial<ResolvedComponent> = {}): ResolvedComponent => ({
  template: { name: 'vpc', version: '1.0.0', bundle: digest },
  enabled: true,
  after: [],
  inputs: {},
  references: [],
  sources: [],
  ...more,
});
const stack = (components: Record<string, ResolvedComponent>, file = 'dev.yaml'): ResolvedStack => ({
  format: 1,
  stack: 'dev',
  layers: [{ file, digest }],
  components,
});
const uses = (ref: string): Partial<ResolvedComponent> => ({
  inputs: { id: { ref } },
  references: [{ path: '/id', ref }],
});
const changesOf = (before: ResolvedStack | undefined, after: ResolvedStack) =>
  compareDocuments(before, after).map(({ component: name, change }) => `${name} ${change}`);

it('everything is new where nothing is in force', () => {
  expect(
    changesOf(undefined, stack({ b: component(), a: component(), off: component({ enabled: false }) })),
  ).toEqual(['a added', 'b added']);
});

it('a value that changed says from what to what, and where', () => {
  const before = stack({ a: component({ inputs: { tags: { x: 1, y: [] }, 'a/b': 'one' } }) });
  const source = { layer: 0, line: 4, column: 7 };
  const after = stack({
    a: component({ inputs: { tags: { x: 2, y: [] } }, sources: [{ path: '/tags/x', source }] }),
  });

  expect(compareDocuments(before, after)).toEqual([
    {
      component: 'a',
      change: 'changed',
      reasons: [
        { what: 'tags.x', before: '1', after: '2', at: { file: 'dev.yaml', line: 4, column: 7 } },
        { what: 'a/b', before: '"one"', after: undefined, at: undefined },
      ],
    },
  ]);
});

it('a layer that moved, and another order of keys, change nothing', () => {
  const one = (inputs: ResolvedComponent['inputs']) => stack({ a: component({ inputs }) }, 'old.yaml');
  expect(
    changesOf(one({ x: 1, y: 2 }), { ...one({ y: 2, x: 1 }), layers: [{ file: 'new.yaml', digest }] }),
  ).toEqual(['a unchanged']);
});

it.each<[string, Partial<ResolvedComponent>, string]>([
  ['the version', { template: { name: 'vpc', version: '1.1.0', bundle: digest } }, 'template'],
  [
    'what is published under it',
    { template: { name: 'vpc', version: '1.0.0', bundle: 'b'.repeat(64) } },
    'template',
  ],
  ['the target', { target: 'other' }, 'target'],
  ['the lease', { lease: '3d' }, 'lease'],
  ['the order', { after: ['b'] }, 'after'],
  ['a map for a reference', { inputs: { id: { ref: 'b.id' } } }, 'id'],
])('%s is a change', (_, more, what) => {
  const [change] = compareDocuments(
    stack({ a: component(more.inputs ? uses('b.id') : {}) }),
    stack({ a: component(more) }),
  );
  expect(change?.reasons.map((reason) => reason.what)).toContain(what);
});

it('what is off or gone is removed, and what was neither is not mentioned', () => {
  const before = stack({ a: component(), b: component(), c: component({ enabled: false }) });
  expect(changesOf(before, stack({ a: component({ enabled: false }) }))).toEqual(['a removed', 'b removed']);
});

it('what uses a changed component may follow, whatever uses it in turn; a lease is not seen', () => {
  const components = (more: Partial<ResolvedComponent>) =>
    stack({
      a: component(more),
      b: component(uses('a.id')),
      c: component(uses('dev/b.id')),
      d: component(uses('other/a.id')),
      e: component(uses('env:a.id')),
    });

  expect(changesOf(components({}), components({ inputs: { x: 1 } }))).toEqual([
    'a changed',
    'b downstream',
    'c downstream',
    'd unchanged',
    'e unchanged',
  ]);
  expect(changesOf(components({}), components({ lease: '3d' }))).toContain('b unchanged');
});
