import fc from 'fast-check';
import { decodeRoot, encodeNode } from '../../../../src/client/stacks/encode-node';
import { parseLayer } from '../../../../src/client/stacks/parse-layer';

function parsed(text: string, file = 'a.yaml') {
  const read = parseLayer(file, text);
  if (!('root' in read)) throw new Error(read.problems[0]?.message);
  return read.root;
}

const marked = `a: !append [1, two, null]
b: !replace { c: 1.50, d: !unset , e: [{ f: true }] }
g: !literal { ref: x }
h: |
  some
  lines
`;
const keyed = fc
  .dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 })
  .filter((value) => !JSON.stringify(value).includes('__proto__') && !('<<' in value));

describe('a layer that is kept', () => {
  it('is what was read, with every place and mark, under the name that its file has now', () => {
    const kept: unknown = JSON.parse(JSON.stringify(encodeNode(parsed(marked))));

    expect(decodeRoot(kept, 'a.yaml')).toEqual(parsed(marked));
    expect(decodeRoot(kept, 'b.yaml')).toEqual(parsed(marked, 'b.yaml'));
  });

  it('is what was read, whatever was written', () => {
    fc.assert(
      fc.property(keyed, (value) => {
        const read = parseLayer('a.yaml', JSON.stringify(value));
        fc.pre('root' in read);

        expect(decodeRoot(JSON.parse(JSON.stringify(encodeNode(read.root))), 'a.yaml')).toEqual(read.root);
      }),
    );
  });

  it.each([
    ['another kind', [7, 1, 1, 0, 0, -1]],
    ['no map', encodeNode(parsed('a: [1]').entries.get('a')!)],
    ['a value that is none', [2, 1, 1, 0, 0, -1, 'a', [0, 1, 1, 0, 0, -1, { b: 1 }]]],
    ['a key that is none', [2, 1, 1, 0, 0, -1, 7, [0, 1, 1, 0, 0, -1, 1]]],
    ['a place that is none', [2, 'x', 1, 0, 0, -1]],
    ['a text', 'x'],
    ['nothing', undefined],
  ])('is read anew where it is %s', (_, encoded) => {
    expect(decodeRoot(encoded, 'a.yaml')).toBeUndefined();
  });
});
