import { fetchBundle, type BundleSource } from './read-bundle';
import { isConfiguration, isJson, type Files } from './files';
import { isTrueIn, nestedIn, readBlocks, type Block } from './hcl/blocks';

/** Resources of a bundle, in whichever module, by type and name (`aws_sqs_queue.jobs`), that say something of their end. */
export interface DestroyMarks {
  /** Those that may not be destroyed. */
  prevented: Set<string>;
  /** Those with a provisioner that runs as they go. */
  provisioned: Set<string>;
}

/** Reads what the resources of a bundle say of their end; a RunFailure where a file cannot be understood. */
export async function readDestroyMarks(source: BundleSource, digest: string): Promise<DestroyMarks> {
  const { files } = await fetchBundle(source, digest);
  const resources = (await readBlocks(files)).filter(({ type }) => type === 'resource');
  const thatAre = (marked: (block: Block) => boolean) =>
    new Set(resources.filter(marked).map(({ address }) => address));
  return { prevented: thatAre(isPrevented), provisioned: thatAre(runsAtDestroy) };
}

/** Resources of these files, by type and name, that may not be destroyed; files that cannot say so are not parsed. */
export async function preventedIn(files: Files): Promise<Set<string>> {
  if (![...files].some(([path, bytes]) => maySayPrevented(path, bytes))) return new Set();
  const resources = (await readBlocks(files)).filter(({ type }) => type === 'resource');
  return new Set(resources.filter(isPrevented).map(({ address }) => address));
}

/** A word of the native syntax stands as it is; in JSON it may be written in escapes. */
function maySayPrevented(path: string, bytes: Uint8Array): boolean {
  if (!isConfiguration(path)) return false;
  const text = new TextDecoder().decode(bytes);
  return text.includes('prevent_destroy') || (isJson(path) && text.includes('\\u'));
}

function isPrevented(resource: Block): boolean {
  return nestedIn(resource, 'lifecycle').some((block) => isTrueIn(block, 'prevent_destroy'));
}

/** A keyword is `${destroy}` in what was native syntax, and the plain word in JSON. */
function runsAtDestroy(resource: Block): boolean {
  return nestedIn(resource, 'provisioner', 1).some(({ body }) =>
    ['destroy', '${destroy}'].includes(String(body['when'])),
  );
}
