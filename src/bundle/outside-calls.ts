import { parentOf, type Files } from './files';
import { nestedIn, readBlocks, type Block } from './hcl/blocks';
import { lineOf, type Step } from './hcl/lines';

/** Something in a template or a module that runs a program or calls an address while Terraform runs. */
export interface OutsideCall {
  path: string;
  /** From 1: where its block opens; in JSON where its label stands. */
  line: number;
  /** Its folder and its address there, by which a stage's policy lists it: `templates/playground:terraform_data.item`. */
  name: string;
  what: string;
}

/** What a stage's policy decides: by which name it lists a thing, and the sentence that refuses it where it does not. */
export interface Judged {
  name: string;
  refusal: string;
}

/** One sentence for each thing that the policy does not list. */
export function unlisted(judged: readonly Judged[], listed: readonly string[]): string[] {
  return judged.filter(({ name }) => !listed.includes(name)).map(({ refusal }) => refusal);
}

const sources = ['external', 'http', 'local_command'];

/** What of these files runs beside the providers: provisioners, and data sources that run a program or call an address. */
export async function outsideCalls(files: Files): Promise<OutsideCall[]> {
  const found = (await readBlocks(files)).flatMap((block) => callsIn(block, []));
  const located: OutsideCall[] = [];
  for (const { path, address, what, steps } of found) {
    const line = await lineOf(path, files.get(path) ?? new Uint8Array(), steps);
    located.push({ path, line, name: `${parentOf(path)}:${address}`, what });
  }
  return located.sort((a, b) => (a.path === b.path ? a.line - b.line : 0));
}

/** Each call by its name in the policy, with the sentence that refuses it where the policy does not list it. */
export async function judgedCalls(files: Files): Promise<Judged[]> {
  return (await outsideCalls(files)).map(({ path, line, name, what }) => ({
    name,
    refusal: `${path}:${line}: ${what} of ${name.slice(name.indexOf(':') + 1)} runs a program with the permissions of the run; the stage's configuration must list '${name}' in templatePrograms`,
  }));
}

interface Found {
  path: string;
  address: string;
  what: string;
  steps: Step[];
}

function callsIn(block: Block, above: Step[]): Found[] {
  const { path, type, labels, address } = block;
  const steps = above.concat({ type, labels, nth: 0 });
  if (type === 'resource') return provisionersOf(block, steps);
  // A check has data sources of its own.
  if (type === 'check') return nestedIn(block, 'data', 2).flatMap((one) => callsIn(one, steps));
  if (type !== 'data' || !sources.includes(labels[0] ?? '')) return [];
  return [{ path, address, what: `the data source ${labels[0]}`, steps }];
}

function provisionersOf(block: Block, above: Step[]): Found[] {
  const { path, address } = block;
  return nestedIn(block, 'provisioner', 1).map(({ type, labels }, index, all) => {
    const nth = all.slice(0, index).filter((one) => one.labels[0] === labels[0]).length;
    const steps = above.concat({ type, labels, nth });
    return { path, address, what: `the provisioner ${labels[0] ?? ''}`, steps };
  });
}
