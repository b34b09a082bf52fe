import { factsOf } from '../../../domain/resources/types';
import { formatAddress } from '../../../domain/terraform/address';
import { parseArn } from '../../../domain/resources/arn';
import type { StateFile, StateInstance, StateResource } from '../../../domain/terraform/state-file';

/** One object that a state version of this life held, as the newest version that held it knew it. */
export interface HeldResource {
  address: string;
  type: string;
  id: string | null;
  serial: number;
  /** The provider's source address, e.g. `registry.terraform.io/hashicorp/aws`. */
  source: string;
  alias: string | null;
  schemaVersion: number;
  attributes: Record<string, unknown>;
  sensitive: unknown[];
  private: string | undefined;
  dependencies: string[];
}

/** That states from serial `first` on held an object at an address; a deposed object is no longer the one of its address. */
export interface Holding {
  address: string;
  id: string | null;
  first: number;
}

/** Every object that any state of the life held, each once, and which address held which object when. */
export class HeldResources {
  private readonly byObject = new Map<string, HeldResource>();
  private readonly holdings = new Map<string, Holding>();

  /** Takes in one state; their order does not matter. */
  add(state: StateFile): void {
    for (const resource of state.resources.filter(({ mode }) => mode === 'managed'))
      for (const instance of resource.instances) this.addInstance(state.serial, resource, instance);
  }

  all(): HeldResource[] {
    return [...this.byObject.values()];
  }

  /** When states began to hold which object at an address. */
  holdingsAt(address: string): Holding[] {
    return [...this.holdings.values()].filter((holding) => holding.address === address);
  }

  private addInstance(serial: number, resource: StateResource, instance: StateInstance): void {
    const held = heldResource(serial, resource, instance);
    const object = `${held.type} ${held.alias ?? ''} ${held.id ?? held.address}`;
    if (serial >= (this.byObject.get(object)?.serial ?? 0)) this.byObject.set(object, held);
    if (instance.deposed !== undefined) return;
    const holding = `${held.address} ${held.id ?? ''}`;
    const first = Math.min(serial, this.holdings.get(holding)?.first ?? serial);
    this.holdings.set(holding, { address: held.address, id: held.id, first });
  }
}

/** What all these states held. */
export async function collectHeld(
  states: AsyncIterable<StateFile> | Iterable<StateFile>,
): Promise<HeldResources> {
  const held = new HeldResources();
  for await (const state of states) held.add(state);
  return held;
}

/** The region an object is in; undefined when its provider has an alias and nothing about it shows the region. */
export function regionOf({ attributes, alias }: HeldResource, home: string): string | undefined {
  const region = parseArn(attributes['arn'])?.region ?? '';
  if (region !== '') return region;
  return alias === null ? home : undefined;
}

function heldResource(serial: number, resource: StateResource, instance: StateInstance): HeldResource {
  const { module = null, type, name, provider } = resource;
  const { attributes } = instance;
  const { source, alias } = parseProvider(provider);
  return {
    address: formatAddress({ module, type, name, index: instance.index_key ?? null }),
    type,
    id: objectId(type, attributes),
    serial,
    source,
    alias,
    schemaVersion: instance.schema_version,
    attributes,
    sensitive: instance.sensitive_attributes ?? [],
    private: instance.private,
    dependencies: instance.dependencies ?? [],
  };
}

/** What distinguishes an object from others of its type: its id, or its ARN where objects share an id. */
export function objectId(type: string, { id, arn }: Record<string, unknown>): string | null {
  return factsOf(type)?.identity?.toldApartBy === 'arn'
    ? (textOf(arn) ?? textOf(id))
    : (textOf(id) ?? textOf(arn));
}

/** `module.a.provider["host/ns/name"].alias` in its parts. */
function parseProvider(text: string): { source: string; alias: string | null } {
  const match = /provider\["([^"]+)"\](?:\.([\w-]+))?$/.exec(text);
  return { source: match?.[1] ?? text, alias: match?.[2] ?? null };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
