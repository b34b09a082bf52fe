import { parentOf } from '../files';
import type { Block } from '../hcl/blocks';
import { foldersOfCall, moduleCalls, type VendoredCall } from '../module-sources';
import { type Reference, referencesIn } from './references';
import type { PendingInputs } from './generated-root';

/** Why a value is not known: the outputs it waits for, and resources of the component that say it only once they exist. */
export interface Causes {
  pending: string[];
  own: string[];
}

/** What causes are looked for in. */
export interface Configuration {
  /** The folder of the root module. */
  root: string;
  blocks: readonly Block[];
  vendored: readonly VendoredCall[];
  pending: PendingInputs;
  /** Whether a resource, by type and name, exists already: what it is, is known. */
  exists: (address: string) => boolean;
}

/** A value that stands in a block of a folder. */
interface Place {
  folder: string;
  value: unknown;
}

/**
 * Follows a value that Terraform does not know through variables, locals, outputs and the arguments of resources, in every module that may
 * be meant, to what it waits for.
 */
export async function findCauses(block: Block, value: unknown, within: Configuration): Promise<Causes> {
  const search = new Search(within);
  await search.follow({ folder: parentOf(block.path), value }, block);
  return { pending: [...search.pending].sort(), own: [...search.own].sort() };
}

class Search {
  readonly pending = new Set<string>();
  readonly own = new Set<string>();
  private readonly seen = new Set<string>();

  constructor(private readonly within: Configuration) {}

  async follow({ folder, value }: Place, from: Block): Promise<void> {
    for (const reference of await referencesIn(value)) {
      const key = `${folder} ${reference.join('.')} ${reference[0] === 'each' ? from.address : ''}`;
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      await this.one(reference, folder, from);
    }
  }

  private async one([first = '', name = '', ...rest]: Reference, folder: string, from: Block): Promise<void> {
    if (first === 'var') return this.variable(name, folder);
    if (first === 'local') return this.locals(name, folder);
    if (first === 'module') return this.output(name, rest[0], folder);
    if (first === 'data') return this.data(`data.${name}.${rest[0] ?? ''}`, folder);
    if (first === 'each') return this.each(rest, { folder, value: from.body['for_each'] }, from);
    return this.resource(`${first}.${name}`, rest[0], folder);
  }

  /** What repeats a block may be all instances of a resource, each with its attributes. */
  private async each(rest: string[], place: Place, from: Block): Promise<void> {
    await this.follow(place, from);
    for (const reference of await referencesIn(place.value))
      if (reference.length === 2 && rest.length > 0)
        await this.one(reference.concat(rest), place.folder, from);
  }

  private async variable(name: string, folder: string): Promise<void> {
    const { root, pending } = this.within;
    const waits = folder === root ? pending[name] : undefined;
    if (waits !== undefined) this.pending.add(waits);
    for (const call of this.callsOf(folder))
      await this.follow({ folder: parentOf(call.path), value: call.body[name] }, call);
  }

  private async locals(name: string, folder: string): Promise<void> {
    for (const block of this.blocksIn(folder, 'locals'))
      await this.follow({ folder, value: block.body[name] }, block);
  }

  private async output(call: string, name: string | undefined, folder: string): Promise<void> {
    const blocks = this.blocksIn(folder, 'module').filter(({ labels }) => labels[0] === call);
    for (const block of blocks) {
      await this.follow({ folder, value: [block.body['count'], block.body['for_each']] }, block);
      for (const to of this.foldersOf(block))
        for (const output of this.blocksIn(to, 'output'))
          if (name === undefined || output.labels[0] === name)
            await this.follow({ folder: to, value: output.body['value'] }, output);
    }
  }

  /** What is read depends on all that it is asked with. */
  private async data(address: string, folder: string): Promise<void> {
    for (const block of this.blocksIn(folder, 'data'))
      if (block.address === address) await this.follow({ folder, value: block.body }, block);
  }

  /** An argument is what it is set to; anything else the provider says once the resource exists. Of all of it only the shape is meant. */
  private async resource(address: string, attribute: string | undefined, folder: string): Promise<void> {
    const exists = this.within.exists(address);
    for (const block of this.blocksIn(folder, 'resource').filter((one) => one.address === address)) {
      const isSet = attribute !== undefined && Object.hasOwn(block.body, attribute);
      const isComputed = attribute !== undefined && !isSet;
      if (isComputed && !exists) this.own.add(address);
      const shape = [block.body['count'], block.body['for_each']];
      const value = isSet ? block.body[attribute] : isComputed && exists ? block.body : shape;
      await this.follow({ folder, value }, block);
    }
  }

  private blocksIn(folder: string, type: string): Block[] {
    return this.within.blocks.filter((one) => one.type === type && parentOf(one.path) === folder);
  }

  private callsOf(folder: string): Block[] {
    const calls = this.within.blocks.filter(({ type }) => type === 'module');
    return calls.filter((call) => this.foldersOf(call).includes(folder));
  }

  private foldersOf(call: Block): string[] {
    return moduleCalls([call]).flatMap((one) => foldersOfCall(one, this.within.vendored));
  }
}
