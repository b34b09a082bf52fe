import * as fc from 'fast-check';
import { canonicalJson } from '../../../../../src/domain/base/canonical-json';
import { compareShown } from '../../../../../src/domain/terraform/consent/compare-shown';
import { leavesOf, type Shown, showValue } from '../../../../../src/domain/terraform/consent/shown-value';

type Tree = string | number | boolean | null | Tree[] | { [name: string]: Tree };

const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.string({ maxLength: 6 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie('tree'), { maxKeys: 4 }),
  ),
})).tree;
/** Which of its values are not known: one number after the other says it of each. */
const marks = fc.array(fc.nat(3), { minLength: 1, maxLength: 20 });

/** Terraform's mask of a tree: each part that a mark takes is not known, whole. */
function maskOf(value: Tree, take: () => boolean): unknown {
  if (take()) return true;
  if (Array.isArray(value)) return value.map((one) => maskOf(one, take));
  if (typeof value !== 'object' || value === null) return false;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskOf(one, take)]));
}

const maskBy = (value: Tree, given: number[]) => {
  let at = 0;
  return maskOf(value, () => given[at++ % given.length] === 0);
};
const seal = (text: string) => `sealed ${text.length}`;
const seen = (value: Tree, unknown: unknown = false, secret: unknown = false) =>
  showValue(value, { unknown, secret }, seal);
const never = () => false;
const always = () => true;
const unknownsIn = (shown: Shown) => leavesOf(shown).filter(({ is }) => is === 'unknown').length;

it('finds no difference between a value and itself, whatever of it is not known or secret', () => {
  fc.assert(
    fc.property(tree, marks, marks, (value, open, secret) => {
      const shown = seen(value, maskBy(value, open), maskBy(value, secret));

      expect(compareShown(shown, shown, { path: '', isSet: never })).toEqual({ differences: [], fills: [] });
    }),
  );
});

it('takes what was not known as filled in, each once, and nothing else', () => {
  fc.assert(
    fc.property(tree, marks, (value, open) => {
      const shown = seen(value, maskBy(value, open));
      const { differences, fills } = compareShown(shown, seen(value), { path: '', isSet: never });

      expect(differences).toEqual([]);
      expect(fills).toHaveLength(unknownsIn(shown));
      expect(new Set(fills.map(({ path }) => path)).size).toBe(fills.length);
    }),
  );
});

it('names a difference wherever a value that was shown is another, or not known any more', () => {
  fc.assert(
    fc.property(tree, tree, (value, other) => {
      fc.pre(canonicalJson(value) !== canonicalJson(other));
      const wrap = (inner: Tree) => ({ list: [{ inner }, 'x'] });
      const now = compareShown(seen(wrap(value)), seen(wrap(other)), { path: '', isSet: never });
      const unknown = compareShown(seen(wrap(value)), seen(wrap(value), { list: [{ inner: true }] }), {
        path: '',
        isSet: never,
      });

      // An attribute that is not there and one that is null are the same to Terraform.
      if (!hasNull(value) && !hasNull(other)) expect(now.differences).not.toEqual([]);
      expect(unknown.differences).toMatchObject([{ path: 'list[0].inner' }]);
    }),
  );
});

function hasNull(value: Tree): boolean {
  if (typeof value !== 'object' || value === null) return value === null;
  return Object.values(value).some(hasNull);
}

const texts = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 5 });

it('passes over the order of a set, and of nothing else', () => {
  fc.assert(
    fc.property(texts, fc.nat(4), (list, open) => {
      const at = open % list.length;
      const shown = seen(
        list,
        list.map((_, one) => one === at),
      );
      const turned = seen([...list].reverse());

      expect(compareShown(shown, turned, { path: 'groups', isSet: always }).differences).toEqual([]);
      expect(compareShown(seen(list), turned, { path: 'groups', isSet: never }).differences).not.toEqual([]);
    }),
  );
});

it('takes of a set nothing that was not shown, and misses nothing that was', () => {
  fc.assert(
    fc.property(texts, fc.string({ minLength: 6, maxLength: 9 }), (list, strange) => {
      const more = compareShown(seen(list), seen([...list, strange]), { path: 'groups', isSet: always });
      const less = compareShown(seen(list), seen(list.slice(1)), { path: 'groups', isSet: always });
      const other = compareShown(
        seen([...list, ''], [...list.map(() => false), true]),
        seen([...list.slice(1), strange]),
        { path: 'groups', isSet: always },
      );

      for (const { differences } of [more, less, other]) expect(differences).not.toEqual([]);
    }),
  );
});

it('lets what was not known of a set become one with what was', () => {
  const shown = seen(['a', ''], [false, true]);

  expect(compareShown(shown, seen(['a']), { path: 'groups', isSet: always })).toEqual({
    differences: [],
    fills: [{ path: 'groups[0]', now: { is: 'known', value: 'a' } }],
  });
  expect(compareShown(shown, seen(['a']), { path: 'groups', isSet: never }).differences).not.toEqual([]);
});
