import { type InputCheck } from './checks/check-inputs';
import { hintFor } from './hint';
import type { Manifest } from '../template/template';
import { newestIn, parseRange } from '../base/version-range';

/** A published version of a template, as far as stacks need to know it. */
export interface StackTemplate {
  name: string;
  version: string;
  /** The digest of its bundle. */
  bundle: string;
  inputs: InputCheck;
  outputs: Manifest['outputs'];
  lease: { max: string; permanent: boolean };
}

/** The templates that there are: their names, and of each the versions that may be used. */
export type KnownTemplates = ReadonlyMap<string, readonly string[]>;

/** The version of a template that a component means, or why there is none. */
export function chooseVersion(
  { name, range }: { name: string; range?: string | undefined },
  known: KnownTemplates,
): { version: string } | { problem: string } {
  const versions = known.get(name);
  if (versions === undefined)
    return { problem: `there is no template '${name}': ${hintFor(name, [...known.keys()])}` };
  const version = newestIn(range === undefined ? undefined : parseRange(range), versions);
  if (version !== undefined) return { version };
  const shown = versions.slice(0, 5).join(', ');
  const there = versions.length === 0 ? 'no version of it may be used' : `there is ${shown}`;
  return { problem: `no version of ${name} is in ${range ?? 'any range'}: ${there}` };
}
