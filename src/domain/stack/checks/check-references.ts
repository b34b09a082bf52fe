import { fitReference } from '../../template/fit/fit-reference';
import { hintFor } from '../hint';
import { describePlace, problemAt, type Problems } from '../place';
import { type ComponentReference, describeReference } from '../reference';
import type { Component, FoundReference } from '../resolve-component';
import { schemaAt } from '../schema';

/** All components of a folder by their stacks, and where what is wrong and what could not be checked is gathered. */
export interface Wiring {
  stacks: ReadonlyMap<string, ReadonlyMap<string, Component>>;
  problems: Problems;
  notes: Problems;
}

/** A reference with the component that has it. */
interface Use extends FoundReference {
  consumer: Component;
  reference: ComponentReference;
}

/** Holds what a component refers to against what there is. */
export function checkReferences(consumer: Component, wiring: Wiring): void {
  for (const found of consumer.references) {
    if ('environment' in found.reference)
      wiring.notes.push(
        problemAt(
          found.at,
          `${describeReference(found.reference)} is an environment, which only the control plane knows`,
        ),
      );
    else checkUse({ ...found, reference: found.reference, consumer }, wiring);
  }
  checkAfter(consumer, wiring);
}

function checkUse(use: Use, wiring: Wiring): void {
  const producer = producerOf(use, wiring);
  if (producer === undefined) return;
  if (!producer.draft.enabled)
    return void wiring.problems.push(problemAt(use.at, isOff(use.reference, producer)));
  if (producer.template === undefined)
    return void wiring.notes.push(
      problemAt(
        use.at,
        `${describeReference(use.reference)} was not checked: the template of ${producer.draft.name} could not be read`,
      ),
    );
  checkOutput(use, { ...producer, template: producer.template }, wiring);
}

function producerOf({ reference, at, consumer }: Use, { stacks, problems }: Wiring): Component | undefined {
  const { stack = consumer.stack, component } = reference;
  const components = stacks.get(stack);
  if (components === undefined) {
    problems.push(
      problemAt(at, `there is no stack '${stack}' in this folder: ${hintFor(stack, [...stacks.keys()])}`),
    );
    return undefined;
  }
  const producer = components.get(component);
  if (producer === undefined)
    problems.push(
      problemAt(
        at,
        `the stack '${stack}' has no component '${component}': ${hintFor(component, [...components.keys()])}`,
      ),
    );
  return producer;
}

function isOff({ component }: ComponentReference, { draft }: Component): string {
  const where = draft.disabledAt === undefined ? '' : ` (${describePlace(draft.disabledAt)})`;
  return `the component '${component}' is off: it has enabled: false${where}; turn it on, or remove this reference`;
}

type Producer = Component & { template: NonNullable<Component['template']> };

/** Holds the output against what the input takes, where the template of the consumer says that. */
function checkOutput({ reference, path, at, consumer }: Use, { template }: Producer, wiring: Wiring): void {
  const { output, step } = reference;
  const known = template.outputs[output];
  if (!Object.hasOwn(template.outputs, output) || known?.sensitive)
    return void wiring.problems.push(
      problemAt(at, known?.sensitive ? isSecret(output, template) : hasNone(output, template)),
    );
  const wanted = schemaAt(consumer.template?.inputs.schema, path) ?? {};
  const fit = fitReference({ manifest: template, output, step }, wanted);
  if (fit.result === 'fits') return;
  const from = `${describeReference(reference)} (${template.name} ${template.version})`;
  const to = `${path.join('.')} of ${consumer.draft.name}`;
  if (fit.result === 'refused') wiring.problems.push(problemAt(at, `${from} cannot be ${to}: ${fit.why}`));
  else wiring.notes.push(problemAt(at, `${from} for ${to} is checked when its value is known: ${fit.why}`));
}

function hasNone(output: string, { name, version, outputs }: Producer['template']): string {
  return `${name} ${version} has no output '${output}': ${hintFor(output, Object.keys(outputs))}`;
}

/** Names the outputs that probably say where the secret is. */
function isSecret(output: string, { name, version, outputs }: Producer['template']): string {
  const others = Object.keys(outputs).filter((one) => !outputs[one]?.sensitive && /secret|arn/.test(one));
  const hint = others.length === 0 ? '' : `, such as ${others.slice(0, 3).join(', ')}`;
  return `the output '${output}' of ${name} ${version} is sensitive, and inputs are not encrypted; pass the ARN or name of the secret instead${hint}`;
}

function checkAfter({ draft, stack }: Component, { stacks, problems }: Wiring): void {
  const others = stacks.get(stack);
  for (const { value, at } of draft.after) {
    const other = others?.get(value);
    if (other === undefined)
      problems.push(
        problemAt(
          at,
          `the stack '${stack}' has no component '${value}' to come after: ${hintFor(value, [...(others?.keys() ?? [])])}`,
        ),
      );
    else if (!other.draft.enabled)
      problems.push(problemAt(at, isOff({ component: value, output: '' }, other)));
  }
}
