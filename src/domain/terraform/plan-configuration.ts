import * as z from 'zod';

/**
 * An argument's expression, or a nested block of them. Terraform leaves out what it cannot put in words, and a block may have
 * arguments of any name, so nothing can be demanded of it; `referencesIn` reads it.
 */
const Expression = z.unknown();
const Expressions = z.record(z.string(), Expression);

const ConfigResource = z.object({
  /** Within its module, without a key: `aws_vpc.this`, `data.aws_region.here`. */
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  schema_version: z.int().nonnegative().default(0),
  expressions: Expressions.default({}),
  for_each_expression: Expression.optional(),
});
/** A resource block, once for all its instances. */
export type ConfigResource = z.infer<typeof ConfigResource>;

/** A call of a module, with the module that it calls. */
interface ModuleCall {
  expressions: Record<string, unknown>;
  module?: ConfigModule | undefined;
}

/** A module as it is written, before any `count` or `for_each`. */
export interface ConfigModule {
  resources: ConfigResource[];
  module_calls: Record<string, ModuleCall>;
  outputs: Record<string, { expression?: unknown }>;
}

const ConfigModule: z.ZodType<ConfigModule> = z.object({
  resources: z.array(ConfigResource).default([]),
  get module_calls() {
    const call = z.object({ expressions: Expressions.default({}), module: ConfigModule.optional() });
    return z.record(z.string(), call).default({});
  },
  outputs: z.record(z.string(), z.object({ expression: Expression.optional() })).default({}),
});

/** The `configuration` of a plan, as far as we read it. */
export const PlanConfiguration = z.object({ root_module: ConfigModule.optional() });

/** What an expression refers to, as Terraform lists it (`module.a.id`, `var.b`), in blocks of any depth. */
export function referencesIn(expression: unknown): string[] {
  if (typeof expression !== 'object' || expression === null) return [];
  return Object.entries(expression).flatMap(([name, value]) =>
    name === 'references' && isList(value) ? value : referencesIn(value),
  );
}

function isList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
