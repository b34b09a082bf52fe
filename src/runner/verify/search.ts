import type { PlannedCreate } from '../../domain/environment/artifacts';
import { configAddress, modulePath } from '../../domain/terraform/address';
import type { HeldResource } from './witnesses/held-resources';

/** An object that exists and belongs to the life, ready to be put into the state. */
export interface Found {
  create: PlannedCreate;
  id: string;
  schemaVersion: number;
  attributes: Record<string, unknown>;
}

/** What became of a planned create: the object it made, nothing that exists, or nobody knows. */
export type Settlement =
  | { kind: 'found'; found: Found }
  | { kind: 'nothing'; foreign?: Foreign }
  | { kind: 'unknown'; why: string };

/** An object that stands where one was planned, and why it is none of the life. */
export interface Foreign {
  address: string;
  id: string;
  why: string;
}

/** What is known of the thing that a planned create would live in. */
export type Parent = 'ours' | 'foreign' | 'never-made' | 'unsettled' | 'unknown';

interface Known {
  address: string;
  attributes: Record<string, unknown>;
}

/** What is known so far while planned creates are looked for: objects of the life, and what became of each create. */
export class Search {
  private readonly settlements = new Map<PlannedCreate, Settlement>();

  constructor(
    readonly creates: PlannedCreate[],
    private readonly held: HeldResource[],
  ) {}

  settle(create: PlannedCreate, settlement: Settlement): void {
    this.settlements.set(create, settlement);
  }

  settlementOf(create: PlannedCreate): Settlement | undefined {
    return this.settlements.get(create);
  }

  pending(): PlannedCreate[] {
    return this.creates.filter((create) => !this.settlements.has(create));
  }

  found(): Found[] {
    return [...this.settlements.values()].flatMap((one) => (one.kind === 'found' ? [one.found] : []));
  }

  foreign(): Foreign[] {
    return [...this.settlements.values()].flatMap((one) =>
      one.kind === 'nothing' && one.foreign ? [one.foreign] : [],
    );
  }

  unknown(): PlannedCreate[] {
    return this.creates.filter((create) => this.settlements.get(create)?.kind === 'unknown');
  }

  /** A planned attribute's value: from the plan, or from an object of the life that it refers to. */
  valueOf(create: PlannedCreate, attribute: string): string | undefined {
    const planned = create.known[attribute];
    if (planned !== undefined) return String(planned);
    for (const reference of create.references[attribute] ?? []) {
      const wanted = reference.attribute ?? usualAttribute(attribute);
      const values = this.knownAt(create, reference.address).map(({ attributes }) => attributes[wanted]);
      const value = values.find((one) => typeof one === 'string' && one !== '');
      if (typeof value === 'string') return value;
    }
    return undefined;
  }

  /** What is known of the object that `attribute` names. */
  parentOf(create: PlannedCreate, attribute: string): Parent {
    const references = create.references[attribute] ?? [];
    if (references.some(({ address }) => this.knownAt(create, address).length > 0)) return 'ours';
    const planned = references.flatMap(({ address }) =>
      this.creates.filter((one) => refersTo(create, address, one.address)),
    );
    if (planned.length > 0) return this.parentAmong(planned);
    const value = create.known[attribute];
    return value !== undefined && this.isOurs(String(value)) ? 'ours' : 'foreign';
  }

  private parentAmong(planned: PlannedCreate[]): Parent {
    const kinds = planned.map((one) => this.settlements.get(one)?.kind);
    if (kinds.includes(undefined)) return 'unsettled';
    return kinds.includes('unknown') ? 'unknown' : 'never-made';
  }

  private knownAt(create: PlannedCreate, address: string): Known[] {
    const known = [
      ...this.held,
      ...this.found().map(({ create: { address: at }, attributes }) => ({ address: at, attributes })),
    ];
    const matching = known.filter((one) => refersTo(create, address, one.address));
    // `count.index` and `each.key` most often pair instances of the same key.
    const same = matching.filter((one) => keyOf(one.address) === keyOf(create.address));
    return same.length > 0 ? same : matching;
  }

  private isOurs(value: string): boolean {
    const known = [...this.held, ...this.found()];
    return known.some(({ attributes: { id, name, arn } }) => [id, name, arn].includes(value));
  }
}

/** Whether a reference in `create`'s configuration may mean the instance at `address`. */
function refersTo(create: PlannedCreate, reference: string, address: string): boolean {
  if (configAddress(reference) !== configAddress(address)) return false;
  if (keyOf(reference) !== '' && keyOf(reference) !== keyOf(address)) return false;
  const [own, other] = [modulePath(create.address), modulePath(address)];
  return configAddress(own) !== configAddress(other) || own === other;
}

/** The key of the instance itself, brackets included; empty when it has none. */
function keyOf(address: string): string {
  return /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(address)?.[0] ?? '';
}

/** Which of a resource's attributes another one most often takes for an attribute of this name. */
function usualAttribute(attribute: string): string {
  if (attribute.endsWith('_arn') || attribute === 'cluster') return 'arn';
  return /^(role|rule|.*_name)$/.test(attribute) ? 'name' : 'id';
}
