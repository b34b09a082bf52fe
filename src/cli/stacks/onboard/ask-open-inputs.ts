import { offerReferences, type OfferedProducer } from '../../../domain/stack/new/offer-references';
import { type NewStack, withInput } from '../../../domain/stack/new/new-stack';
import { connectedNetworks, proposeNetworks } from '../../../domain/stack/new/propose-networks';
import type { Component } from '../../../domain/stack/resolve-component';
import { parserOf, type Schema, tryParse } from '../../../domain/template/json-schema';
import type { Inputs } from '../../../domain/template/template';
import type { Asker } from '../../guide/asker';
import { parseInputs } from '../../inputs';
import type { CheckedStack } from './check-new-stack';

/** By whom is asked, and how a stack is checked that is not written yet. */
interface Asking {
  asker: Asker;
  file: string;
  check: (stack: NewStack) => Promise<CheckedStack>;
}

/** Asks for each input that a component requires and that neither its layers nor anybody gave yet. */
export async function askOpenInputs(stack: NewStack, asking: Asking): Promise<NewStack> {
  const { stack: found, others } = await asking.check(stack);
  const components = [...(found?.components.values() ?? [])];
  const taken = connectedNetworks(others);
  const proposed = proposeNetworks(components, { file: asking.file, taken });
  let so = stack;
  for (const component of components) {
    const producers = components.filter((one) => one !== component).flatMap(producerOf);
    for (const input of openInputsOf(component)) {
      const isOwn = (one: (typeof proposed)[number]) =>
        one.component === component.draft.name && one.input === input;
      const otherwise = proposed.find(isOwn)?.range;
      const value = await askInput({ component, input }, { asker: asking.asker, producers, otherwise });
      so = withInput(so, { component: component.draft.name, input, value });
    }
  }
  return so;
}

function openInputsOf({ template, inputs }: Component): string[] {
  return (template?.inputs.schema.required ?? []).filter((name) => !inputs.entries.has(name));
}

function producerOf({ draft, template }: Component): OfferedProducer[] {
  return template ? [{ component: draft.name, outputs: template.outputs }] : [];
}

interface Offer {
  asker: Asker;
  producers: readonly OfferedProducer[];
  /** What an empty answer is. */
  otherwise: string | undefined;
}

/** An output of another component, or a value that is typed; asked again while the template does not take it. */
async function askInput(
  { component, input }: { component: Component; input: string },
  { asker, producers, otherwise }: Offer,
): Promise<Inputs[string]> {
  const schema: Schema = component.template?.inputs.schema.properties[input] ?? {};
  const { description } = schema;
  const says = typeof description === 'string' ? description : input;
  const message = `${component.draft.name}.${input}: ${says}`;
  const references = offerReferences({ name: input, schema }, producers);
  const ref = references.length === 0 ? '' : await chooseReference(asker, message, references);
  if (ref !== '') return { ref };
  for (;;) {
    const text = await asker.text(message, otherwise);
    const value = parseInputs([`${input}=${text}`], { [input]: schema } as Properties)[input] ?? null;
    const reason = text === '' ? 'is required' : whyNot(schema, value);
    if (reason === undefined) return value;
    asker.refuse(`${input} ${reason}`);
  }
}

type Properties = Parameters<typeof parseInputs>[1];

function chooseReference(asker: Asker, message: string, references: readonly string[]): Promise<string> {
  const choices = references.map((value) => ({ value, label: `ref: ${value}` }));
  return asker.choose(message, [...choices, { value: '', label: 'a value of its own' }]);
}

/** Why the template does not take a value; undefined where it does. */
function whyNot(schema: Schema, value: Inputs[string]): string | undefined {
  return tryParse(parserOf(schema), value).error?.issues[0]?.message;
}
