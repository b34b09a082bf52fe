import type { AtmosComponent } from './atmos-component';
import { at, mapAt, stringAt } from './merge-values';

/** What is known of the root module of a component. */
export interface ModuleFacts {
  /** Whether its configuration could be read. */
  isRead: boolean;
  variables: ReadonlyMap<string, { isSensitive: boolean; isRequired: boolean }>;
  outputs: ReadonlyMap<string, { isSensitive: boolean }>;
  /** Why it cannot be published, planned or read, each in words. */
  problems: readonly string[];
}

/** Why a component has no plan: by what its manifest says, and by its module. */
export function whyNotPlanned(component: AtmosComponent, module: ModuleFacts | undefined): string[] {
  const { folder, name, vars, sections } = component;
  const source = sections.map(sourceIn).findLast(Boolean);
  if (source !== undefined)
    return [`'${name}' is fetched from ${source}; publish that module as a template first`];
  if (module === undefined) return [`'${name}' has no root module: there is no folder ${folder}`];
  const missing = [...module.variables].filter(
    ([variable, { isRequired }]) => isRequired && !vars.entries.has(variable),
  );
  return [
    ...module.problems.map((why) => `'${name}' (${folder}): ${why}`),
    ...missing.map(([variable]) => `'${name}' has no value for '${variable}', which ${folder} needs`),
  ];
}

function sourceIn(section: AtmosComponent['sections'][number]): string | undefined {
  if (at(section, 'source') === undefined) return undefined;
  return stringAt(section, 'source') ?? stringAt(mapAt(section, 'source'), 'uri') ?? 'elsewhere';
}
