import { type Expression, parseTemplate } from '../hcl/parser';

/** What an expression refers to, in its parts: `['var', 'subnet_ids']`, `['aws_vpc', 'this', 'id']`. */
export type Reference = string[];

/** What a value of a block, as JSON has it, refers to, in blocks and lists of any depth. */
export async function referencesIn(value: unknown): Promise<Reference[]> {
  if (typeof value === 'string') {
    const tree = await parseTemplate(value);
    return tree === undefined ? [] : traversalsIn(tree, [], new Map());
  }
  if (typeof value !== 'object' || value === null) return [];
  return (await Promise.all(Object.values(value).map(referencesIn))).flat();
}

/** What the names of the loops around an expression stand for. */
type Names = ReadonlyMap<string, Reference[]>;

/** `values(aws_subnet.a)[*].id` has its attribute outside the traversal that it is of, and `[for one in aws_subnet.a : one.id]` elsewhere. */
function traversalsIn(tree: Expression, behind: string[], names: Names): Reference[] {
  const { type, meta, children } = tree;
  const words = wordsOf(meta?.fullAccessor ?? '');
  if (type === 'for') return loopIn(tree, names);
  if (type === 'splat') return splatIn(tree, behind, names);
  if (type === 'scopeTraversal') {
    const [first = '', ...rest] = words.concat(behind);
    return names.get(first)?.map((one) => one.concat(rest)) ?? [[first, ...rest]];
  }
  const after = type === 'relativeTraversal' ? words.concat(behind) : behind;
  return children.flatMap((child) => traversalsIn(child, after, names));
}

/** A splat has what it is of, and apart from it what is taken of each. */
function splatIn({ children: [source, each] }: Expression, behind: string[], names: Names): Reference[] {
  const taken = wordsOf(each?.meta?.fullAccessor ?? '').concat(behind);
  const inside = each?.children.flatMap((child) => traversalsIn(child, [], names)) ?? [];
  return (source === undefined ? [] : traversalsIn(source, taken, names)).concat(inside);
}

function loopIn({ children: [collection, ...body], meta }: Expression, names: Names): Reference[] {
  const over = collection === undefined ? [] : traversalsIn(collection, [], names);
  const inner = new Map(names).set(meta?.valVar ?? '', over);
  return over.concat(body.flatMap((child) => traversalsIn(child, [], inner)));
}

/** The words of an accessor without the keys between them. */
function wordsOf(accessor: string): string[] {
  return accessor
    .replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, '')
    .split('.')
    .filter((word) => word !== '' && !/^\d+$|^\*$/.test(word));
}
