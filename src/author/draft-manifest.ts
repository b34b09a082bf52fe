import { Document, type Pair, type Scalar, visit } from 'yaml';
import type { ModuleInterface, ModuleVariable } from '../bundle/interface/module-interface';
import type { WholeModule } from '../domain/template/template-file';

/** What a `template.yaml` is drafted from. */
export interface DraftedFrom {
  /** The template's name without its team. */
  name: string;
  module: WholeModule | undefined;
  interface: ModuleInterface;
  /** Where an editor finds the schema of a template.yaml; undefined where no control plane is known. */
  schema?: string | undefined;
}

/** Variables by which a module protects what it makes from its own end: a lease must be able to end. */
const protections: readonly [RegExp, unknown][] = [
  [/^(enable_)?deletion_protection(_enabled)?$/, false],
  [/^prevent_destroy$/, false],
  [/^force_(destroy|delete)$/, true],
  [/^skip_final_snapshot$/, true],
  [/^delete_automated_backups$/, true],
  [/^recovery_window_in_days$/, 0],
];
/** Variables that name what is made, in a way that two environments must not share. */
const names = /^(name|identifier|bucket|cluster_name|function_name|role_name|topic_name|queue_name)$/;

/** The text of a `template.yaml` that says what HCL cannot, for a person to go over. */
export function draftManifest({ name, module, interface: own, schema }: DraftedFrom): string {
  const set = Object.fromEntries(own.variables.flatMap(setOf));
  const required = own.variables.filter(({ name: one, isOptional }) => !isOptional && !(one in set));
  const document = new Document({
    title: titleOf(name),
    description: module === undefined ? `What ${name} is for.` : `${titleOf(name)}, from ${module.source}.`,
    version: '1.0.0',
    lease: { default: '7d', max: '30d' },
    ...(module && { module }),
    inputs: {
      required: required.map((one) => one.name),
      properties: Object.fromEntries(required.map((one) => [one.name, { title: titleOf(one.name) }])),
    },
    ...(Object.keys(set).length > 0 && { set }),
    ...draftOutputs(own),
  });
  explain(document);
  if (schema !== undefined) document.commentBefore = ` yaml-language-server: $schema=${schema}`;
  return document.toString({ lineWidth: 0 });
}

/** The schemas of outputs as far as the module's expressions say their types; what providers decide is left to the author. */
function draftOutputs({ outputs }: ModuleInterface): { outputs?: Record<string, unknown> } {
  const known = outputs.flatMap(({ name, schema }) =>
    Object.keys(schema ?? {}).length > 0 ? [[name, { schema }] as const] : [],
  );
  return known.length > 0 ? { outputs: Object.fromEntries(known) } : {};
}

function setOf({ name, schema }: ModuleVariable): [string, unknown][] {
  if (names.test(name) && takes(schema, 'string')) return [[name, 'idp-${leasehold.name}']];
  const found = protections.find(([pattern]) => pattern.test(name));
  return found ? [[name, found[1]]] : [];
}

function takes({ type }: Record<string, unknown>, wanted: string): boolean {
  return [type].flat().includes(wanted);
}

function titleOf(name: string): string {
  const words = name.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const comments: Readonly<Record<string, string>> = {
  lease: ' How long an environment lives: by default, and at most.',
  inputs:
    ' Every variable is an input with the type and default that Terraform has; here you can add bounds, choices and texts.',
  outputs:
    ' What the values of outputs are, as far as Terraform says it; add the others, and a format such as arn, cidr or uri.',
  set: ' Fixed values, which are not inputs: unique names, and settings without which a lease could not end.',
};

function explain(document: Document): void {
  visit(document, {
    Pair: (_, { key }: Pair) => {
      const words = comments[String((key as Scalar).value)];
      if (words) (key as Scalar).commentBefore = words;
      return visit.SKIP;
    },
  });
}
