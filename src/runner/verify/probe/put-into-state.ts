import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Terraform } from '../../../bundle/terraform/terraform';
import { parseExact, writeExact } from '../../../domain/base/exact-json';
import { formatAddress, parseAddress, type InstanceAddress } from '../../../domain/terraform/address';
import { readHandedOver, writeHandedOver } from '../../terraform/handed-over';
import { readableState, type StateFile, type StateInstance } from '../../../domain/terraform/state-file';

/** An object to be put into a state so that the next destroy takes it along. */
export interface Entry {
  address: string;
  /** As states name it: `provider["host/namespace/type"]`, with `.alias` where there is one. */
  provider: string;
  instance: StateInstance;
}

/** The state that lies in the workspace; null when there is none (or none that parses, which a kill may leave). */
export async function readLocalState(terraform: Terraform): Promise<StateFile | null> {
  const bytes = await readHandedOver(terraform.statePath).catch(() => null);
  return (bytes && readableState(bytes)) ?? null;
}

/**
 * Puts objects into the workspace's state with `terraform state push`; returns the address each one got. An import
 * would do the same for some, but it needs the address in the configuration (an older plan's may be gone from it), it
 * evaluates every `for_each`, and it forgets how to destroy: an imported database wants a final snapshot.
 */
export async function putIntoState(terraform: Terraform, entries: Entry[]): Promise<string[]> {
  const { state, addresses } = withEntries(await readLocalState(terraform), entries);
  const file = join(terraform.options.folder, '.adopted.tfstate');
  await writeHandedOver(file, writeExact(state), terraform.options.user);
  try {
    await terraform.capture(['state', 'push', '-no-color', file]);
  } finally {
    await rm(file, { force: true });
  }
  return addresses;
}

/** The state with the entries in it, one serial later, and the address each one got. */
export function withEntries(
  state: StateFile | null,
  entries: Entry[],
): { state: StateFile; addresses: string[] } {
  const base = state ?? { version: 4 as const, serial: 0, lineage: randomUUID(), outputs: {}, resources: [] };
  const next = parseExact(writeExact({ ...base, serial: base.serial + 1 })) as StateFile;
  const addresses = entries.map((entry) => insert(next, entry));
  return { state: next, addresses };
}

/** Where the address is taken by another object, a key of our own: Terraform destroys what its configuration lacks. */
function insert(state: StateFile, { address, provider, instance }: Entry): string {
  const parts = parseAddress(address);
  if (!parts) throw new TypeError(`${address} is not the address of a managed resource`);
  const resource = resourceAt(state, parts, provider);
  const taken = new Set(resource.instances.map((one) => one.index_key ?? null));
  let { index } = parts;
  for (let nth = 1; taken.has(index); nth += 1) index = `adopted-${nth}`;
  const { index_key: _, ...rest } = instance;
  resource.instances.push(index === null ? rest : { ...rest, index_key: index });
  return formatAddress({ ...parts, index });
}

function resourceAt(state: StateFile, { module, type, name }: InstanceAddress, provider: string) {
  const found = state.resources.find(
    (one) =>
      one.mode === 'managed' && (one.module ?? null) === module && one.type === type && one.name === name,
  );
  if (found) return found;
  const made = {
    ...(module === null ? {} : { module }),
    mode: 'managed' as const,
    type,
    name,
    provider,
    instances: [],
  };
  state.resources.push(made);
  return made as StateFile['resources'][number];
}
