import { fitReference } from '../../template/fit/fit-reference';
import type { Schema } from '../../template/json-schema';
import type { Manifest } from '../../template/template';

/** What may give values to a component: another one, with its outputs. */
export interface OfferedProducer {
  component: string;
  outputs: Manifest['outputs'];
}

/** References whose types surely fit an input, those of the same name first. */
export function offerReferences(
  input: { name: string; schema: Schema },
  producers: readonly OfferedProducer[],
): string[] {
  const offered = producers.flatMap(({ component, outputs }) =>
    Object.keys(outputs)
      .filter((output) => mayGive({ outputs, output }, input))
      .map((output) => ({ text: `${component}.${output}`, isNamesake: isNamesake(output, input.name) })),
  );
  return offered
    .sort((one, other) => Number(other.isNamesake) - Number(one.isNamesake))
    .map(({ text }) => text);
}

/** One of the same name is offered also where only the value tells whether it fits. */
function mayGive(
  { outputs, output }: { outputs: Manifest['outputs']; output: string },
  { name, schema }: { name: string; schema: Schema },
): boolean {
  const { result } = fitReference({ manifest: { outputs }, output }, schema);
  return result === 'fits' || (result === 'unchecked' && isNamesake(output, name));
}

function isNamesake(output: string, input: string): boolean {
  return output === input || output.endsWith(`_${input}`) || input.endsWith(`_${output}`);
}
