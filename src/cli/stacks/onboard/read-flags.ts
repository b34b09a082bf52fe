import { usage } from '../../../client/errors';
import { type NewHeads, type NewStack, withInput } from '../../../domain/stack/new/new-stack';
import { parseReference, type Reference } from '../../../domain/stack/reference';
import { splitTemplate, TemplateText } from '../../../domain/stack/stack-file';
import type { StackTemplate } from '../../../domain/stack/template';
import { schemaOfOutput } from '../../../domain/template/fit/fit-reference';
import type { Schema } from '../../../domain/template/json-schema';
import { parseInputs } from '../../inputs';
import type { StackOptions } from '../stack-options';

/** A stack as flags say it, without the inputs, whose types only the templates know. */
export function stackOfFlags(name: string, options: StackOptions): NewStack {
  const { import: layers, preset, account, region, environment, target, ttl: lease } = options;
  const heads: NewHeads = { import: layers, preset, account, region, environment, target, lease };
  return { name, heads, components: componentsIn(options.component ?? []), inputs: new Map() };
}

/** `vpc=vpc@^1`, or `vpc@^1` of a component that has the name of its template. */
function componentsIn(pairs: readonly string[]): Map<string, string> {
  const components = new Map<string, string>();
  for (const pair of pairs) {
    const [first = '', ...rest] = pair.split('=');
    const template = rest.length === 0 ? first : rest.join('=');
    const name = rest.length === 0 ? (splitTemplate(first).name.split('/').at(-1) ?? '') : first;
    const misfit = TemplateText.safeParse(template).error?.issues[0]?.message;
    if (misfit !== undefined) throw usage(`--component ${pair}: ${misfit}.`);
    if (components.has(name))
      throw usage(`--component ${pair}: there are two components '${name}'; write <name>=${template}.`);
    components.set(name, template);
  }
  return components;
}

/** The same with the inputs and references that flags give, each read as its template types it. */
export function withInputsOfFlags(
  stack: NewStack,
  { input = [], ref = [] }: StackOptions,
  templateOf: TemplateOf,
): NewStack {
  const valued = input.reduce((so, pair) => withValue(so, pair, templateOf), stack);
  return ref.reduce((so, pair) => withReference(so, pair, templateOf), valued);
}

function withValue(stack: NewStack, pair: string, templateOf: TemplateOf): NewStack {
  const { component, input, text } = splitPair(pair, '--input');
  const properties = templateOf(component)?.inputs.schema.properties ?? {};
  const read = parseInputs([`${input}=${text}`], properties as Parameters<typeof parseInputs>[1]);
  return withInput(stack, { component, input, value: read[input] ?? null });
}

type TemplateOf = (component: string) => StackTemplate | undefined;

function withReference(stack: NewStack, pair: string, templateOf: TemplateOf): NewStack {
  const { component, input, text } = splitPair(pair, '--ref');
  const parsed = parseReference(text);
  if (typeof parsed === 'string') throw usage(`--ref ${pair}: ${parsed}.`);
  const value = { ref: text };
  if (!isItem(parsed, templateOf(component)?.inputs.schema.properties[input], templateOf))
    return withInput(stack, { component, input, value });
  const before = stack.inputs.get(component)?.[input];
  const list = Array.isArray(before) ? before : [];
  return withInput(stack, { component, input, value: [...list, value] });
}

/** Whether an input takes a list, and the output is one item of it; what its type is, is known of a component of this stack. */
function isItem(reference: Reference, schema: Schema | undefined, templateOf: TemplateOf): boolean {
  if (schema?.['type'] !== 'array' || 'environment' in reference || reference.stack !== undefined)
    return false;
  const output = templateOf(reference.component)?.outputs[reference.output];
  const type = output && schemaOfOutput(output)?.['type'];
  return reference.step === undefined && type !== undefined && type !== 'array';
}

/** `vpc.vpc_cidr=10.7.0.0/16`. */
function splitPair(pair: string, flag: string): { component: string; input: string; text: string } {
  const [, component, input, text] = /^([^.=]+)\.([^=]+)=(.*)$/s.exec(pair) ?? [];
  if (component !== undefined && input !== undefined && text !== undefined) return { component, input, text };
  throw usage(`'${pair}' names no input of a component. Use ${flag} <component>.<input>=<value>.`);
}
