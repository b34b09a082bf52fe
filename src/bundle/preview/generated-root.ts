import { posix } from 'node:path';
import { runFailure } from '../../domain/environment/run-failure';
import {
  addressInRoot,
  componentCall,
  ownPrefix,
  pendingResource,
} from '../../domain/terraform/preview/names';
import { type Block, isComputed, isTrueIn } from '../hcl/blocks';
import { stateFile } from '../terraform/terraform';
import { componentFolder } from './module-records';
import { referencesIn } from './references';
import type { LiftedBlock } from './root-blocks';

/** Inputs whose values do not exist yet: by name, the output that each will come from, such as `vpc.vpc_id`. */
export type PendingInputs = Readonly<Record<string, string>>;

/** What a generated root is made from. */
export interface RootRequest {
  pending: PendingInputs;
  /** Names of the variables that the work folder's variable files give. */
  given: readonly string[];
  /** The blocks of the component's root module. */
  blocks: readonly Block[];
  imports: readonly LiftedBlock[];
}

/** A generated root, and what must stand in the component for it. */
export interface GeneratedRoot {
  root: Record<string, unknown>;
  /** Blocks of outputs beside the component's own. */
  outputs: Record<string, unknown>;
}

/**
 * The root that calls the component: what is known goes through variables of its own, so that no value is read as a template; what is
 * pending comes out of a resource that is to be created, and `jsondecode` of what is not known is of any type.
 */
export async function generateRoot(request: RootRequest): Promise<GeneratedRoot> {
  const { pending, given, blocks } = request;
  const known = given.filter((name) => !Object.hasOwn(pending, name));
  const imports = await Promise.all(request.imports.map(liftedImport));
  const root = {
    terraform: { backend: { local: { path: stateFile } } },
    ...pendingBlock(Object.values(pending)),
    ...labelledBlocks(
      'variable',
      known.map((name) => [name, variableFor(name, blocks)]),
    ),
    module: {
      [componentCall]: {
        source: `./${componentFolder}`,
        ...Object.fromEntries(known.map((name) => [name, `\${var.${name}}`])),
        ...Object.fromEntries(Object.entries(pending).map(([name, ref]) => [name, pendingValue(ref)])),
      },
    },
    ...labelledBlocks('output', blocks.filter(({ type }) => type === 'output').map(outputOf)),
    ...(imports.length > 0 && { import: imports.map(({ block }) => block) }),
  };
  return {
    root,
    outputs: labelledBlocks(
      'output',
      imports.flatMap(({ output }, at) => nameOutput(at, output)),
    ),
  };
}

/** Blocks of one type by their labels; Terraform takes an empty object for a block that lacks its label. */
export function labelledBlocks(
  type: string,
  labelled: readonly (readonly [string, unknown])[],
): Record<string, unknown> {
  return labelled.length === 0 ? {} : { [type]: Object.fromEntries(labelled) };
}

/** Of what is set `output` is not known before the apply; of what is not set it is null. */
function pendingBlock(references: readonly string[]): Record<string, unknown> {
  if (references.length === 0) return {};
  const [type = '', name = ''] = pendingResource.split('.');
  const keys = Object.fromEntries([...new Set(references)].map((one) => [one, one]));
  return { resource: { [type]: { [name]: { for_each: keys, input: '${each.key}' } } } };
}

function pendingValue(reference: string): string {
  return `\${jsondecode(${pendingResource}[${JSON.stringify(reference)}].output)}`;
}

/** What is ephemeral or sensitive to the component is so before it gets there. */
function variableFor(name: string, blocks: readonly Block[]): Record<string, unknown> {
  const own = blocks.find(({ type, labels }) => type === 'variable' && labels[0] === name);
  const marks = ['ephemeral', 'sensitive'].filter((mark) => own !== undefined && isTrueIn(own, mark));
  return { type: 'any', ...Object.fromEntries(marks.map((mark) => [mark, true])) };
}

function outputOf(block: Block): [string, Record<string, unknown>] {
  const [name = ''] = block.labels;
  if (isTrueIn(block, 'ephemeral'))
    throw runFailure(
      'configuration',
      `${block.path}: ${block.address} is ephemeral, which no root module's output may be`,
    );
  const value = `\${${addressInRoot(name)}}`;
  return [name, { value, ...(isTrueIn(block, 'sensitive') && { sensitive: true }) }];
}

interface LiftedImport {
  block: Record<string, unknown>;
  /** The id where it is computed, which only the component can do. */
  output?: string;
}

/** An import block as the generated root has it; a RunFailure names file and line of one that refers to the component key by key. */
async function liftedImport({ path, line, body, address }: LiftedBlock, at: number): Promise<LiftedImport> {
  const { to, id, for_each: each } = body;
  const target = addressInRoot(String(to).replace(/^\$\{([^]*)\}$/, '$1'));
  if (each !== undefined) {
    if ((await Promise.all([id, each].map(refersBeyond))).includes(true))
      throw runFailure(
        'configuration',
        `${path}:${line}: ${address} has a for_each that refers to the module, so it cannot be planned before its inputs exist; write its keys and ids out`,
      );
    return { block: { to: target, id, for_each: each } };
  }
  if (typeof id !== 'string' || !isComputed(id)) return { block: { to: target, id } };
  return { block: { to: target, id: `\${${addressInRoot(importOutput(at))}}` }, output: id };
}

function nameOutput(at: number, value: string | undefined): [string, unknown][] {
  return value === undefined ? [] : [[importOutput(at), { value }]];
}

function importOutput(at: number): string {
  return `${ownPrefix}import_${at}`;
}

/** Whether a value needs anything but its own keys and values. */
async function refersBeyond(value: unknown): Promise<boolean> {
  const references = await referencesIn(value);
  return references.some((one) => one.length > 1 && one[0] !== 'each');
}

/** The file of the generated root, from the root module's folder. */
export const rootFile = 'leasehold_root.tf.json';
/** The file beside a module's own that the preview's observers stand in. */
export const observersFile = 'leasehold_preview.tf.json';

/** Where a file that Terraform names lies in the bundle; undefined for what the preview wrote itself. */
export function bundledPath(root: string, filename: string): string | undefined {
  const name = posix.basename(filename);
  if (name === observersFile || filename === rootFile) return undefined;
  const inRoot = filename.startsWith(`${componentFolder}/`)
    ? filename.slice(componentFolder.length + 1)
    : filename;
  return posix.join(root, inRoot);
}
