import type { Expression } from './parser';

/** A call of a function: its name, its arguments, and its line from 0 within the expression. */
export interface Call {
  name: string;
  args: Expression[];
  line: number;
}

/** Every call of a function in an expression, those inside strings, heredocs and other calls too, in order. */
export function callsIn(expression: Expression): Call[] {
  const inside = expression.children.flatMap(callsIn);
  if (expression.type !== 'function') return inside;
  const { children: args, range, meta } = expression;
  return [{ name: meta?.name ?? '', args, line: range.start.line }].concat(inside);
}

/** A path that is written out: below which of Terraform's own folders, if any, and the rest. */
export interface WrittenPath {
  base: 'module' | 'root' | undefined;
  rest: string;
}

/** The path that an expression writes out below `path.module` or `path.root` at most; undefined where it is computed in any way. */
export function writtenPath(expression: Expression): WrittenPath | undefined {
  const [first, ...others] = partsOf(expression);
  const base = first === undefined ? undefined : baseOf(first);
  const literals = base === undefined && first !== undefined ? [first].concat(others) : others;
  if (literals.some(({ type }) => type !== 'literalValue')) return undefined;
  if (expression.type === 'literalValue') return undefined;
  const rest = literals.map(({ meta }) => meta?.value ?? '').join('');
  // What an escape, a template or a home stands for is not read out of the way that it is written.
  return ['"', '$', '%', '\\', '~'].some((mark) => rest.includes(mark)) ? undefined : { base, rest };
}

function partsOf(expression: Expression): Expression[] {
  return ['template', 'templateWrap'].includes(expression.type) ? expression.children : [expression];
}

function baseOf({ type, meta }: Expression): WrittenPath['base'] {
  if (type !== 'scopeTraversal') return undefined;
  if (meta?.fullAccessor === 'path.module') return 'module';
  return meta?.fullAccessor === 'path.root' ? 'root' : undefined;
}
