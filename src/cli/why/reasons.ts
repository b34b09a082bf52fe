import type { Traced } from '../../client/templates/template-source';
import type { NamedThing } from './named-thing';
import type { Behind, LifePlan } from './read-plans';

/** An input that something depends on: what was given for it, else its default. */
export interface UsedInput {
  name: string;
  given: boolean;
  value: unknown;
  /** The output that its value was taken from. */
  from?: string;
}

/** Everything that is known of why something is as it is. */
export interface Reasons extends Traced {
  environment: string;
  thing: string;
  kind: NamedThing['kind'];
  template: { name: string; version: string; bundle: string };
  used: UsedInput[];
  /** What is known of the value; absent for a resource as a whole, and where no plan says. */
  value?: unknown;
  price?: LifePlan['plan']['resources'][number]['price'];
  action?: string;
  /** Who is behind it; absent where no plan is known. */
  behind?: Behind;
}
