import fc from 'fast-check';
import { parseLayer } from '../../../../src/client/stacks/parse-layer';
import { merge, settle } from '../../../../src/domain/stack/merge';
import { type NodeValue, type MapNode, type Node, valueOf } from '../../../../src/domain/stack/node';
import type { StackProblem } from '../../../../src/domain/stack/place';
import { overriddenBy, sourcesOf } from '../../../../src/domain/stack/render-resolved';
import type { Schema } from '../../../../src/domain/template/json-schema';

/** A value as a layer has it: a mark may stand before it. */
type Said = string | number | boolean | null | Said[] | { [name: string]: Said } | Marked;
class Marked {
  constructor(
    readonly mark: 'append' | 'replace' | 'unset',
    readonly value: Said,
  ) {}
}

const names = fc.constantFrom('a', 'b', 'c', 'ref');
const scalar = fc.oneof(fc.constantFrom('x', 'y z', '', '2'), fc.integer(), fc.boolean(), fc.constant(null));
const { map } = fc.letrec<{ said: Said; map: { [name: string]: Said } }>((tie) => ({
  said: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.array(scalar, { maxLength: 3 }).map((list) => new Marked('append', list)),
    tie('map'),
    tie('map').map((inner) => new Marked('replace', inner)),
    fc.constant(new Marked('unset', '')),
  ),
  map: fc.dictionary(names, tie('said'), { maxKeys: 3, noNullPrototype: true }),
}));

/** A layer in block style, so that every value has a line and column of its own. */
function written(said: Said, indent = 0): string {
  if (said instanceof Marked)
    return `!${said.mark}${said.mark === 'unset' ? '' : written(said.value, indent)}`;
  if (Array.isArray(said)) return ` [${said.map((item) => JSON.stringify(item)).join(', ')}]`;
  if (typeof said !== 'object' || said === null) return ` ${JSON.stringify(said)}`;
  const entries = Object.entries(said);
  if (entries.length === 0) return ' {}';
  const pad = ' '.repeat(indent);
  return `\n${entries.map(([name, inner]) => `${pad}${name}: ${written(inner, indent + 1)}`).join('\n')}`;
}

function layer(file: string, said: { [name: string]: Said }): { root: MapNode; text: string } {
  const text = written(said).replace(/^[\n ]/, '');
  const parsed = parseLayer(file, text);
  if (!('root' in parsed)) throw new Error(JSON.stringify([parsed.problems, text]));
  return { root: parsed.root, text };
}

const fold = (schema?: Schema) => {
  const problems: StackProblem[] = [];
  const merging = { schema, problems };
  return { problems, both: (below: Node, above: Node) => merge(below, above, merging), merging };
};
const settled = (node: Node, schema?: Schema) => settle(node, { schema, problems: [] });
const plain = (node: Node | undefined) => (node === undefined ? undefined : valueOf(node));
const mergedValue = (texts: readonly string[], schema?: Schema) => {
  const { both, problems, merging } = fold(schema);
  const nodes = texts.map((text, index): Node => {
    const parsed = parseLayer(`${index}.yaml`, text);
    if (!('root' in parsed)) throw new Error(parsed.problems[0]?.message);
    return parsed.root;
  });
  return { value: plain(settle(nodes.reduce(both), merging)), problems };
};

describe('layers merged', () => {
  it('give the same from either end, whatever the marks are', () => {
    fc.assert(
      fc.property(map, map, map, (one, two, three) => {
        const [a, b, c] = [layer('a', one), layer('b', two), layer('c', three)];
        const { both, problems } = fold();
        const left = both(both(a.root, b.root), c.root);
        const right = both(a.root, both(b.root, c.root));

        // What cannot be appended to is refused, so that nothing depends on what it gives.
        if (problems.length === 0) expect(plain(settled(right))).toEqual(plain(settled(left)));
      }),
      { numRuns: 500 },
    );
  });

  it('give what a plain deep merge gives, where nothing is marked or refers', () => {
    const unmarked = map.map(
      (said) => JSON.parse(JSON.stringify(said, unmark)) as { [name: string]: NodeValue },
    );
    fc.assert(
      fc.property(unmarked, unmarked, (one, two) => {
        const [a, b] = [layer('a', one), layer('b', two)];

        expect(plain(settled(fold().both(a.root, b.root)))).toEqual(deepMerge(one, two));
      }),
      { numRuns: 300 },
    );
  });

  it('know of each value the place where it is written, and of what it overrode', () => {
    fc.assert(
      fc.property(map, map, map, (one, two, three) => {
        const layers = { a: layer('a', one), b: layer('b', two), c: layer('c', three) };
        const { both } = fold();
        const merged = settled(both(both(layers.a.root, layers.b.root), layers.c.root));
        const lines = Object.fromEntries(
          Object.entries(layers).map(([file, { text }]) => [file, text.split('\n')]),
        );

        for (const { node } of merged ? sourcesOf(merged) : []) {
          if (node.kind !== 'scalar') continue;
          const { file, line, column } = node.at;
          const rest = lines[file]?.[line - 1]?.slice(column - 1) ?? '';
          expect(rest.startsWith(JSON.stringify(node.value))).toBe(true);
          for (const over of overriddenBy(node)) expect(over.file < file).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['replaces a list', ['a: [1, 2]', 'a: [3]'], { a: [3] }],
    ['appends to a list', ['a: [1]', 'a: !append [2]', 'a: !append [3]'], { a: [1, 2, 3] }],
    ['takes what is appended to nothing', ['b: 1', 'a: !append [2]'], { a: [2], b: 1 }],
    [
      'unsets a value, which a later layer may set again',
      ['a: { b: 1, c: 2 }', 'a: !unset', 'a: { d: 3 }'],
      { a: { d: 3 } },
    ],
    [
      'unsets what is inside of what nothing is below',
      ['b: 1', 'a: { b: !unset , c: 2 }'],
      { a: { c: 2 }, b: 1 },
    ],
    ['replaces a map as a whole', ['a: { b: 1 }', 'a: !replace { c: 2 }'], { a: { c: 2 } }],
    [
      'takes a reference as one value',
      ['a: { b: 1 }', 'a: { ref: vpc.x }', 'a: { ref: vpc.y }'],
      { a: { ref: 'vpc.y' } },
    ],
    ['takes a map over a reference', ['a: { ref: vpc.x }', 'a: { b: 1 }'], { a: { b: 1 } }],
    ['keeps a literal apart', ['a: { x: 1 }', 'a: !literal { ref: main }'], { a: { ref: 'main' } }],
    ['keeps null, which is a value', ['a: 1', 'a: null'], { a: null }],
  ])('%s', (_, texts, value) => {
    expect(mergedValue(texts)).toEqual({ value, problems: [] });
  });

  describe('by a key of their items', () => {
    const schema = {
      properties: {
        groups: {
          type: 'array',
          'x-merge-key': 'name',
          items: { properties: { labels: { type: 'object' } } },
        },
      },
    };
    const base = 'groups:\n  - { name: system, min: 1, labels: { tier: a } }\n  - { name: spot, min: 0 }\n';

    it.each([
      [
        'merges items where they stand, others follow',
        ['groups: [{ name: gpu }, { name: system, max: 3, labels: { x: y } }]'],
        [
          { name: 'system', min: 1, max: 3, labels: { tier: 'a', x: 'y' } },
          { name: 'spot', min: 0 },
          { name: 'gpu' },
        ],
      ],
      [
        'takes an item away',
        ['groups: [!unset { name: spot }]'],
        [{ name: 'system', min: 1, labels: { tier: 'a' } }],
      ],
      ['replaces the whole list', ['groups: !replace [{ name: gpu }]'], [{ name: 'gpu' }]],
      ['empties it', ['groups: !replace []'], []],
      [
        'puts an item back',
        ['groups: [!unset { name: spot }]', 'groups: [{ name: spot, min: 5 }]'],
        [
          { name: 'system', min: 1, labels: { tier: 'a' } },
          { name: 'spot', min: 5 },
        ],
      ],
      [
        'tells a number from a text',
        ['groups: [{ name: "1" }, { name: 1 }]'],
        [
          { name: 'system', min: 1, labels: { tier: 'a' } },
          { name: 'spot', min: 0 },
          { name: '1' },
          { name: 1 },
        ],
      ],
    ])('%s', (_, texts, groups) => {
      expect(mergedValue([base, ...texts], schema)).toEqual({ value: { groups }, problems: [] });
    });

    it('leaves lists without such a key alone', () => {
      expect(mergedValue([base, 'groups: [{ name: gpu }]']).value).toEqual({ groups: [{ name: 'gpu' }] });
    });
  });
});

function unmark(_: string, value: unknown): unknown {
  const bare = value instanceof Marked ? (value.mark === 'unset' ? null : value.value) : value;
  // A reference is one value, which no plain merge knows.
  const refers = typeof bare === 'object' && bare !== null && 'ref' in bare;
  return refers ? { ...bare, other: 1 } : bare;
}

function deepMerge(below: NodeValue, above: NodeValue): NodeValue {
  const isMap = (value: NodeValue) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(below) || !isMap(above)) return above;
  const [one, two] = [below, above] as { [name: string]: NodeValue }[];
  const merged = Object.entries(two ?? {}).map(([name, value]) => {
    const before = one?.[name];
    return [name, before === undefined ? value : deepMerge(before, value)];
  });
  return { ...one, ...(Object.fromEntries(merged) as object) };
}
