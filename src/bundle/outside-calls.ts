import { blocksOf, type Files, parentOf } from './file-blocks';
import { type HclBlock, scanBlocks } from './hcl-blocks';

/** Something in a template or a module that runs a program or calls an address while Terraform runs. */
export interface OutsideCall {
  path: string;
  /** From 1; of a file in JSON that of the label. */
  line: number;
  /** Its folder and its address there, by which a stage's policy lists it: `templates/playground:terraform_data.item`. */
  name: string;
  what: string;
}

const programs = ['provisioner'];
const sources = ['external', 'http'];

/** What of these files runs beside the providers: provisioners, and data sources that run a program or call an address. */
export function outsideCalls(files: Files): OutsideCall[] {
  return [...files].flatMap(([path, bytes]) =>
    blocksOf(path, bytes)
      .flatMap(callsIn)
      .map((call) => ({ ...call, path, name: `${parentOf(path)}:${call.name}` })),
  );
}

/** One sentence for each call that the policy does not list. */
export function unlistedCalls(files: Files, listed: readonly string[]): string[] {
  return outsideCalls(files)
    .filter(({ name }) => !listed.includes(name))
    .map(
      ({ path, line, name, what }) =>
        `${path}:${line}: ${what} of ${name.slice(name.indexOf(':') + 1)} runs beside the providers, with what the run holds; the stage's configuration must list '${name}' in templatePrograms`,
    );
}

type Found = Pick<OutsideCall, 'line' | 'name' | 'what'>;

function callsIn(block: HclBlock): Found[] {
  const { type, labels, body, line } = block;
  const nested = scanBlocks(body).map((one) => ({ ...one, line: one.line + line - 1 }));
  if (type === 'resource') return provisionersOf(block, nested);
  // A check has data sources of its own.
  if (type === 'check') return nested.flatMap(callsIn);
  if (type !== 'data' || !sources.includes(labels[0] ?? '')) return [];
  return [{ line, name: ['data', ...labels].join('.'), what: `the data source ${labels[0]}` }];
}

function provisionersOf({ labels, body, line }: HclBlock, nested: HclBlock[]): Found[] {
  const name = labels.join('.');
  const native = nested.filter(({ type }) => programs.includes(type));
  if (native.length > 0)
    return native.map((one) => ({ line: one.line, name, what: `the provisioner ${one.labels[0] ?? ''}` }));
  // In JSON a body is text, and names come before bodies.
  return /"provisioner"\s*:|^provisioner\s*=/m.test(body) ? [{ line, name, what: 'a provisioner' }] : [];
}
