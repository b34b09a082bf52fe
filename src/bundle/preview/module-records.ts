import { posix } from 'node:path';
import type { BundledModule } from '../../domain/template/vendored-module';
import { componentCall } from '../../domain/terraform/preview/names';
import { parentOf } from '../files';
import type { Block } from '../hcl/blocks';
import { moduleCalls } from '../module-sources';

/** The folder, below that of the root module, that the component's own configuration is moved to. */
export const componentFolder = 'leasehold_component';

/**
 * Where each module lies that the component calls, by the path of calls from the generated root, and the component itself. A module's
 * folder is the same as where the component is the root, and so are `path.module` and what is read there.
 */
export function recordsBelow(
  root: string,
  { blocks, vendored }: { blocks: readonly Block[]; vendored: readonly BundledModule[] | undefined },
): BundledModule[] {
  const called = vendored ?? calledFrom(root, { root, blocks, key: '' });
  const own = { key: componentCall, source: `./${componentFolder}`, folder: componentFolder };
  return [own].concat(called.map((one) => ({ ...one, key: `${componentCall}.${one.key}` })));
}

interface Caller {
  root: string;
  blocks: readonly Block[];
  /** The path of calls to the folder, with a dot behind it. */
  key: string;
}

function calledFrom(folder: string, { root, blocks, key }: Caller): BundledModule[] {
  const own = blocks.filter(({ path }) => parentOf(path) === folder);
  return moduleCalls(own).flatMap(({ name, source = '', folder: to }) => {
    if (to === undefined) return [];
    const record = { key: key + name, source: normal(source), folder: posix.relative(root, to) || '.' };
    return [record].concat(calledFrom(to, { root, blocks, key: `${key}${name}.` }));
  });
}

/** A local source as Terraform writes it. */
function normal(source: string): string {
  const path = posix.normalize(source).replace(/(.)\/$/, '$1');
  return path.startsWith('../') || path === '..' ? path : `./${path}`.replace(/^\.\/\.$/, './');
}
