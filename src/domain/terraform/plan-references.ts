/** What an attribute's value is taken from: an instance or all instances of a resource; `attribute` null where the plan does not say. */
export interface ResourceReference {
  address: string;
  attribute: string | null;
}

import { type ConfigModule, type ConfigResource, referencesIn } from './plan-configuration';
import type { PlanJson } from './plan-json';

/** A module with the way back to its caller, which is where its variables get their values. */
export interface ModuleScope {
  module: ConfigModule;
  path: string;
  caller: { scope: ModuleScope; name: string } | null;
}

/** The scope of the module that a configuration path such as `module.a.module.b` names; undefined when there is none. */
export function scopeOf({ configuration }: PlanJson, path: string): ModuleScope | undefined {
  const root = configuration?.root_module;
  if (!root) return undefined;
  const names = path === '' ? [] : path.split('.').filter((_, at) => at % 2 === 1);
  let scope: ModuleScope | undefined = { module: root, path: '', caller: null };
  for (const name of names) scope = scope && calledModule(scope, name);
  return scope;
}

/** The managed resources that each attribute of a resource takes its value from, through variables and outputs. */
export function referencesOf(
  scope: ModuleScope,
  resource: ConfigResource,
): Record<string, ResourceReference[]> {
  const each = resource.for_each_expression ? resolve(scope, resource.for_each_expression) : [];
  const entries = Object.entries(resource.expressions).map(([attribute, expression]) => {
    const iterates = referencesIn(expression).some((text) => text.startsWith('each.'));
    return [attribute, unique([...resolve(scope, expression), ...(iterates ? each : [])])] as const;
  });
  return Object.fromEntries(entries.filter(([, references]) => references.length > 0));
}

/**
 * What an attribute of a resource takes its value from, data sources too; empty where it refers to nothing that the plan can
 * name. What a resource is repeated over stands for its `each`.
 */
export function originsOf(
  scope: ModuleScope,
  resource: ConfigResource,
  attribute: string,
): ResourceReference[] {
  const expression = resource.expressions[attribute];
  const iterates = referencesIn(expression).some((text) => text.startsWith('each.value'));
  const expressions = iterates ? [expression, resource.for_each_expression] : [expression];
  return unique(expressions.flatMap((one) => resolve(scope, one, { depth: 0, data: true })));
}

/** How deep a chain has become, and whether data sources are an end of it. */
interface Way {
  depth: number;
  data: boolean;
}

function resolve(
  scope: ModuleScope,
  expression: unknown,
  way: Way = { depth: 0, data: false },
): ResourceReference[] {
  // Modules nest a few levels at most; a deeper chain could only be a malformed plan.
  if (way.depth > 20) return [];
  return longestOnly(referencesIn(expression)).flatMap((text) => resolveText(scope, text, way));
}

function resolveText(scope: ModuleScope, text: string, way: Way): ResourceReference[] {
  const [first = '', second = ''] = text.split('.');
  if (first === 'var') return resolveVariable(scope, second, way);
  if (first === 'module') return resolveOutput(scope, text, way);
  if (first === 'data' && !way.data) return [];
  return resolveResource(scope, text);
}

function resolveVariable(scope: ModuleScope, text: string, way: Way): ResourceReference[] {
  const name = withoutKey(text);
  const call = scope.caller && scope.caller.scope.module.module_calls[scope.caller.name];
  const expression = call?.expressions[name];
  return scope.caller && expression ? resolve(scope.caller.scope, expression, deeper(way)) : [];
}

function resolveOutput(scope: ModuleScope, text: string, way: Way): ResourceReference[] {
  const [, name = '', output = ''] = text.split('.').map(withoutKey);
  const called = calledModule(scope, name);
  const expression = called?.module.outputs[output]?.expression;
  return called && expression ? resolve(called, expression, deeper(way)) : [];
}

function deeper({ depth, data }: Way): Way {
  return { depth: depth + 1, data };
}

function resolveResource({ module, path }: ModuleScope, text: string): ResourceReference[] {
  const match = /^((?:data\.)?[\w-]+\.[\w-]+)(\[[^\]]*\])?(?:\.([\w-]+))?/.exec(text);
  const [, block = '', key = '', attribute = null] = match ?? [];
  if (!module.resources.some((one) => one.address === block)) return [];
  const prefix = path === '' ? '' : `${path}.`;
  return [{ address: `${prefix}${block}${key}`, attribute: attribute ?? null }];
}

function calledModule(scope: ModuleScope, name: string): ModuleScope | undefined {
  const module = scope.module.module_calls[name]?.module;
  if (!module) return undefined;
  const path = scope.path === '' ? `module.${name}` : `${scope.path}.module.${name}`;
  return { module, path, caller: { scope, name } };
}

/** Terraform lists `a.b.id` and also its prefix `a.b`; only the first says which attribute is meant. */
function longestOnly(texts: string[]): string[] {
  return texts.filter(
    (text) =>
      !texts.some(
        (other) => other !== text && /^[.[]/.test(other.slice(text.length)) && other.startsWith(text),
      ),
  );
}

function withoutKey(text: string): string {
  return text.replace(/\[.*$/, '');
}

function unique(references: ResourceReference[]): ResourceReference[] {
  return [...new Map(references.map((one) => [JSON.stringify(one), one])).values()];
}
