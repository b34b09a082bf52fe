import type { Files } from './files';
import { nestedIn, type Block } from './hcl/blocks';

const endings = ['.tofu', '.tofu.json', '.tofutest.hcl', '.tofutest.json'];

/** One sentence for each file that OpenTofu alone reads, in place of the Terraform file beside it. */
export function otherEngineFiles(files: Files, folders: readonly string[]): string[] {
  return [...files.keys()]
    .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => `${path} is a file that only OpenTofu reads; use a Terraform file`);
}

/** One sentence for each block that means something to OpenTofu alone: an encrypted state, an object that no destroy destroys. */
export function otherEngineBlocks(blocks: readonly Block[]): string[] {
  const encryption = blocks
    .filter((block) => block.type === 'terraform' && Object.hasOwn(block.body, 'encryption'))
    .map(
      ({ path }) =>
        `${path}: terraform has encryption, which only OpenTofu reads; the state is already encrypted at rest`,
    );
  const kept = blocks
    .filter((block) => block.type === 'resource' && nestedIn(block, 'lifecycle').some(hasDestroy))
    .map(
      ({ path, address }) =>
        `${path}: the lifecycle of ${address} sets destroy, which only OpenTofu reads; every resource of a life is destroyed with it`,
    );
  return encryption.concat(kept);
}

function hasDestroy({ body }: Block): boolean {
  return Object.hasOwn(body, 'destroy');
}
