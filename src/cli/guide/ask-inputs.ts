import type { Inputs, Manifest } from '../../domain/template/template';
import { valuesOf } from '../completion/names-of-environment';
import { parseInputs } from '../inputs';
import type { Asker } from './asker';

type Schema = Manifest['inputs'];

/** Asks for what a template requires and nobody gave yet; `check` says why a value is not taken. */
export async function askInputs(
  { properties, required }: Schema,
  given: Inputs,
  { asker, check }: { asker: Asker; check: (inputs: Inputs, name: string) => Promise<string | undefined> },
): Promise<Inputs> {
  let inputs = given;
  for (const name of required.filter((one) => !(one in given))) {
    const property = properties[name] ?? { description: name };
    for (;;) {
      const answer = await askInput(name, property, asker);
      const tried = { ...inputs, ...parseInputs([`${name}=${answer}`], properties) };
      const reason = answer === '' ? 'is required' : await check(tried, name);
      if (reason === undefined) {
        inputs = tried;
        break;
      }
      asker.refuse(`${name} ${reason}`);
    }
  }
  return inputs;
}

function askInput(name: string, property: Schema['properties'][string], asker: Asker): Promise<string> {
  const { description, sensitive } = property;
  const message = `${name}: ${description}${describeType(property)}`;
  if (sensitive === true) return asker.secret(message);
  const values = valuesOf(property);
  if (values.length === 0) return asker.text(message);
  return asker.choose(
    message,
    values.map((value) => ({ value, label: value })),
  );
}

/** How a value is written, where that is not just a text. */
function describeType({ type }: Record<string, unknown>): string {
  if (type === 'integer' || type === 'number') return ` (${type})`;
  if (type === 'array') return ' (values with commas between them)';
  return type === 'object' ? ' (JSON)' : '';
}
