import { invalid } from '../../domain/base/errors';

/** Puts a value where a JSON pointer says, in place of the reference that is there. */
export function putAt(root: object, pointer: string, value: unknown): void {
  const steps = pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let holder = root as Record<string, unknown>;
  for (const step of steps.slice(0, -1)) {
    const inner = Object.hasOwn(holder, step) ? holder[step] : undefined;
    if (typeof inner !== 'object' || inner === null) throw nothingAt(pointer);
    holder = inner as Record<string, unknown>;
  }
  const last = steps.at(-1) ?? '';
  if (!Object.hasOwn(holder, last)) throw nothingAt(pointer);
  holder[last] = value;
}

function nothingAt(pointer: string) {
  return invalid(pointer, 'there is no value in inputs under this path of a reference');
}
