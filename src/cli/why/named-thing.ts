import { CliError } from '../../client/errors';
import type { TemplateView } from '../../client/api';
import { configAddress, moduleOf } from '../../domain/terraform/address';
import type { Declared } from '../../client/templates/template-source';

/** What was named, and what of a template declares it. */
export type NamedThing =
  | { kind: 'input' | 'output'; name: string; declared: Declared }
  | { kind: 'module'; name: string; declared: Declared }
  | { kind: 'resource'; name: string; address: string; attribute: string | undefined; declared: Declared };

/** Finds what is meant among the inputs and outputs of a template, and the addresses of plans; throws where nothing has the name. */
export function nameThing(
  thing: string,
  { manifest }: Pick<TemplateView, 'manifest'>,
  addresses: readonly string[],
): NamedThing {
  const [, prefix, rest = thing] = /^(input|var|output)\.(.+)$/.exec(thing) ?? [];
  if (prefix !== 'output' && Object.hasOwn(manifest.inputs.properties, rest))
    return { kind: 'input', name: rest, declared: { module: '', block: `variable.${rest}` } };
  if (prefix !== 'input' && prefix !== 'var' && Object.hasOwn(manifest.outputs, rest))
    return {
      kind: 'output',
      name: rest,
      declared: { module: '', block: `output.${rest}`, attribute: 'value' },
    };
  const resource = resourceIn(thing, addresses);
  if (resource) return resource;
  if (moduleOf(`${thing}.`) === thing && thing !== '') return asModule(thing);
  throw unknownThing(thing, { manifest }, addresses);
}

/** The longest address that the text is, or begins with; the rest is an attribute. */
function resourceIn(thing: string, addresses: readonly string[]): NamedThing | undefined {
  const matches = addresses.flatMap((address) => {
    const written = [address, configAddress(address)].find(
      (one) => thing === one || thing.startsWith(`${one}.`),
    );
    return written === undefined ? [] : [{ address, written }];
  });
  const [found] = matches.sort((one, other) => other.written.length - one.written.length);
  if (!found) return undefined;
  const attribute = thing.length > found.written.length ? thing.slice(found.written.length + 1) : undefined;
  const { address } = found;
  return { kind: 'resource', name: thing, address, attribute, declared: declaredBy(address, attribute) };
}

/** The block that an instance is of, data or managed. */
export function declaredBy(address: string, attribute?: string): Declared {
  const modules = configAddress(moduleOf(address));
  const block = configAddress(address).slice(modules === '' ? 0 : modules.length + 1);
  return { module: namesIn(modules), block, ...(attribute !== undefined && { attribute }) };
}

function asModule(thing: string): NamedThing {
  const names = namesIn(configAddress(thing)).split('.');
  const declared = { module: names.slice(0, -1).join('.'), block: `module.${names.at(-1)}` };
  return { kind: 'module', name: thing, declared };
}

/** `network.inner` for `module.network.module.inner`. */
function namesIn(modules: string): string {
  return modules
    .split('.')
    .filter((_, at) => at % 2 === 1)
    .join('.');
}

function unknownThing(
  thing: string,
  { manifest }: Pick<TemplateView, 'manifest'>,
  addresses: readonly string[],
): CliError {
  const names = (some: string[]) => (some.length === 0 ? 'none' : some.join(', '));
  return new CliError('not-found', `'${thing}' is not an input, an output or a planned resource.`, {
    code: 'NothingOfThatName',
    hints: [
      `Inputs: ${names(Object.keys(manifest.inputs.properties))}.`,
      `Outputs: ${names(Object.keys(manifest.outputs))}.`,
      `Resources: ${names(addresses.slice(0, 20))}${addresses.length > 20 ? ', …' : ''}.`,
    ],
  });
}
