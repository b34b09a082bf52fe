import { DomainError, invalid } from '../../base/errors';
import type { FieldIssue } from '../../base/error-row';
import { parseReference, type Reference } from '../reference';
import type { ResolvedComponent, ResolvedStack } from '../resolved-stack';
import { mostComponents } from './component';

/** The components that are to be there: what is off is not. */
export function enabledIn({ components }: ResolvedStack): Record<string, ResolvedComponent> {
  return Object.fromEntries(Object.entries(components).filter(([, { enabled }]) => enabled));
}

/**
 * Holds a resolved stack against itself, as the control plane believes no resolver: every reference stands where it says and names
 * what is there, and nothing needs itself. Throws InvalidRequest with every problem.
 */
export function checkDocument(document: ResolvedStack): void {
  const components = enabledIn(document);
  const count = Object.keys(components).length;
  if (count === 0 || count > mostComponents)
    throw invalid(
      'components',
      `a stack has 1 to ${mostComponents} components that are enabled; this has ${count}`,
    );
  const issues = Object.entries(components).flatMap(([name, one]) => issuesOf(document, name, one));
  if (issues.length > 0) throw new DomainError('InvalidRequest', { issues });
  refuseCircles(document);
}

/** The components of the same stack that must be there before this one. */
export function needsOf({ stack }: ResolvedStack, { after, references }: ResolvedComponent): string[] {
  const used = references.flatMap(({ ref }) => {
    const reference = parseReference(ref);
    return typeof reference === 'string' ? [] : (ownComponent(stack, reference) ?? []);
  });
  return [...new Set([...used, ...after])].sort();
}

function ownComponent(stack: string, reference: Reference): string | undefined {
  if ('environment' in reference) return undefined;
  return (reference.stack ?? stack) === stack ? reference.component : undefined;
}

function issuesOf(document: ResolvedStack, name: string, component: ResolvedComponent): FieldIssue[] {
  const at = `components.${name}`;
  const enabled = enabledIn(document);
  const missing = needsOf(document, component)
    .filter((need) => !Object.hasOwn(enabled, need))
    .map((need) => ({
      field: at,
      message: `needs '${need}', which is not an enabled component of this stack`,
    }));
  const wrong = component.references.flatMap(({ path, ref }) => {
    const field = `${at}.inputs${path}`;
    const reference = parseReference(ref);
    if (typeof reference === 'string') return [{ field, message: reference }];
    const stands = JSON.stringify(valueAt(component.inputs, path)) === JSON.stringify({ ref });
    return stands ? [] : [{ field, message: `there is no reference to ${ref} here` }];
  });
  return [...missing, ...wrong];
}

/** What stands under a JSON pointer; undefined where nothing does. */
function valueAt(root: unknown, pointer: string): unknown {
  let value: unknown = root;
  for (const step of pointer.slice(1).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function refuseCircles(document: ResolvedStack): void {
  const components = enabledIn(document);
  const left = new Map(Object.entries(components).map(([name, one]) => [name, needsOf(document, one)]));
  for (;;) {
    const free = [...left].filter(([, needs]) => !needs.some((need) => left.has(need)));
    if (free.length === 0) break;
    for (const [name] of free) left.delete(name);
  }
  if (left.size === 0) return;
  const names = [...left.keys()].join(', ');
  throw invalid('components', `a circle: each of these needs another of them: ${names}`);
}
