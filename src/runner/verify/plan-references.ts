import type { PlanReference } from '../../domain/environment/artifacts';
import {
  type ConfigModule,
  type ConfigResource,
  referencesIn,
} from '../../domain/terraform/plan-configuration';
import type { PlanJson } from '../../domain/terraform/plan-json';

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
export function referencesOf(scope: ModuleScope, resource: ConfigResource): Record<string, PlanReference[]> {
  const each = resource.for_each_expression ? resolve(scope, resource.for_each_expression) : [];
  const entries = Object.entries(resource.expressions).map(([attribute, expression]) => {
    const iterates = referencesIn(expression).some((text) => text.startsWith('each.'));
    return [attribute, unique([...resolve(scope, expression), ...(iterates ? each : [])])] as const;
  });
  return Object.fromEntries(entries.filter(([, references]) => references.length > 0));
}

function resolve(scope: ModuleScope, expression: unknown, depth = 0): PlanReference[] {
  // Modules nest a few levels at most; a deeper chain could only be a malformed plan.
  if (depth > 20) return [];
  return longestOnly(referencesIn(expression)).flatMap((text) => resolveText(scope, text, depth));
}

function resolveText(scope: ModuleScope, text: string, depth: number): PlanReference[] {
  const [first = '', second = ''] = text.split('.');
  if (first === 'var') return resolveVariable(scope, second, depth);
  if (first === 'module') return resolveOutput(scope, text, depth);
  return resolveResource(scope, text);
}

function resolveVariable(scope: ModuleScope, text: string, depth: number): PlanReference[] {
  const name = withoutKey(text);
  const call = scope.caller && scope.caller.scope.module.module_calls[scope.caller.name];
  const expression = call?.expressions[name];
  return scope.caller && expression ? resolve(scope.caller.scope, expression, depth + 1) : [];
}

function resolveOutput(scope: ModuleScope, text: string, depth: number): PlanReference[] {
  const [, name = '', output = ''] = text.split('.').map(withoutKey);
  const called = calledModule(scope, name);
  const expression = called?.module.outputs[output]?.expression;
  return called && expression ? resolve(called, expression, depth + 1) : [];
}

function resolveResource({ module, path }: ModuleScope, text: string): PlanReference[] {
  const match = /^([\w-]+)\.([\w-]+)(\[[^\]]*\])?(?:\.([\w-]+))?/.exec(text);
  const [, type = '', name = '', key = '', attribute = null] = match ?? [];
  const known = module.resources.some((one) => one.mode === 'managed' && one.address === `${type}.${name}`);
  if (!known) return [];
  const prefix = path === '' ? '' : `${path}.`;
  return [{ address: `${prefix}${type}.${name}${key}`, attribute: attribute ?? null }];
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

function unique(references: PlanReference[]): PlanReference[] {
  return [...new Map(references.map((one) => [JSON.stringify(one), one])).values()];
}
