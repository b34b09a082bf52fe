import { type Expression, parseTemplate } from '../hcl/parser';

/** What an expression refers to, in its parts: `['var', 'subnet_ids']`, `['aws_vpc', 'this', 'id']`. */
export type Reference = string[];

/** What a value of a block, as JSON has it, refers to, in blocks and lists of any depth. */
export async function referencesIn(value: unknown): Promise<Reference[]> {
  if (typeof value === 'string') {
    const tree = await parseTemplate(value);
    return tree === undefined ? [] : traversalsIn(tree, []);
  }
  if (typeof value !== 'object' || value === null) return [];
  return (await Promise.all(Object.values(value).map(referencesIn))).flat();
}

/** `aws_subnet.a[*].id` has its attribute outside the traversal that it is of. */
function traversalsIn({ type, meta, children }: Expression, behind: string[]): Reference[] {
  const words = wordsOf(meta?.fullAccessor ?? '');
  if (type === 'scopeTraversal') return [words.concat(behind)];
  const after = type === 'relativeTraversal' ? words.concat(behind) : behind;
  const inside = ['relativeTraversal', 'splat', 'index'].includes(type) ? after : [];
  return children.flatMap((child) => traversalsIn(child, inside));
}

/** The words of an accessor without the keys between them. */
function wordsOf(accessor: string): string[] {
  return accessor
    .replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, '')
    .split('.')
    .filter((word) => word !== '' && !/^\d+$|^\*$/.test(word));
}
