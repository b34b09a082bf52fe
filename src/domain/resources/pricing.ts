import { isExactNumber } from '../base/exact-json';
import type { PriceKey } from './price-book';

/** A resource that will exist, as far as its price needs: `count` alike ones with their Terraform attributes. */
export interface PricedResource {
  type: string;
  /** Terraform address in a plan, the type itself in a manifest. */
  address: string;
  count: number;
  /** As Terraform names them; a missing one is not known yet, `null` is not set. */
  attributes: Record<string, unknown>;
}

/** Units of one price for one resource; never negative, one when not said. */
interface Charge {
  price: PriceKey;
  quantity?: number;
}

/** A part of a resource that costs the same every hour. `item` is its short, stable name: `instance`, `storage`. */
export interface Fixed {
  item: string;
  description: string;
  charges: Charge[];
  /** Only a plan says whether it costs so much, or is there at all; a note says what was assumed. */
  assumed?: true;
}

/** A part that costs by use: what one unit of it costs, never guessed into a total. */
export interface Metered extends Fixed {
  unit: string;
}

/** What a pricer says of one resource; `unpriced` holds reasons, `notes` assumptions a reader must know. */
export interface Priced {
  fixed?: Fixed[];
  metered?: Metered[];
  unpriced?: string[];
  notes?: string[];
}

export type Pricer = (resource: PricedResource) => Priced;

/** Costs nothing by itself. */
export const free: Pricer = () => ({});

/** A fixed part with one price. */
export function fixed(item: string, charge: Charge, description: string): Fixed {
  return { item, description, charges: [charge] };
}

/** The part, marked where it is only assumed. */
export function assumedIf(isAssumed: boolean, part: Fixed): Fixed {
  return isAssumed ? { ...part, assumed: true } : part;
}

/** A part priced by use with one price, in the unit that the price book states. */
export function metered(item: string, price: PriceKey, unit: string): Metered {
  return { item, description: item, unit, charges: [{ price }] };
}

/** The number an attribute holds (Terraform writes some as text), or undefined when it holds none. */
export function numberIn(value: unknown): number | undefined {
  const isText = (typeof value === 'string' && value.trim() !== '') || isExactNumber(value);
  const number = isText ? Number(String(value)) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The first block of a nested attribute; Terraform writes nested blocks as lists. */
export function blockIn(value: unknown): Record<string, unknown> {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {};
}
