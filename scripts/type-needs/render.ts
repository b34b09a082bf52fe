import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DerivedBook } from '../../src/domain/resources/derived/derived-needs';
import { deriveAll } from './derive-all';
import { ProviderTypes } from './provider-types';

const root = join(import.meta.dirname, '..', '..');

/** The types of the provider as they were read last. */
export const providerTypesFile = join(root, 'scripts', 'type-needs', 'provider-types.json');

/** Where what is derived is kept: that alone goes into bundles, the reference does not. */
export const derivedFile = join(root, 'src', 'domain', 'resources', 'derived', 'derived-needs.json');

/** A line for each type, so that a change of the reference shows as the types that it changes. */
export function renderRows({ types, ...head }: { types: object } & Record<string, unknown>): string {
  const rows = Object.entries(types).map(
    ([type, row]) => `    ${JSON.stringify(type)}: ${JSON.stringify(row)}`,
  );
  const facts = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
  );
  return ['{', ...facts, '  "types": {', rows.join(',\n'), '  }', '}', ''].join('\n');
}

/** The file of derived needs as the installed reference gives it. */
export async function renderDerived(): Promise<string> {
  const types = ProviderTypes.parse(JSON.parse(readFileSync(providerTypesFile, 'utf8')));
  const book: DerivedBook = await deriveAll(types);
  return renderRows({ ...book });
}
