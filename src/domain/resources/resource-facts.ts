import type { ArnForm } from './arn-form';
import type { Remainder } from './end';
import type { Identity } from './identity';
import type { IamNeed } from './need';
import { free, type Pricer } from './pricing';

/**
 * What is known of a resource type of Terraform. Sources: the provider's documentation ("Import"), its Read and Delete
 * functions, AWS's Service Authorization Reference, and the Delete sections of the AWS API reference of each service.
 */
export interface ResourceFacts {
  /** How an object is found before any state knows it. */
  identity?: Identity;
  /** How its ARN looks, or the type whose form it shares. */
  arn?: ArnForm | string;
  /**
   * `listed`: it takes tags, and the tagging API lists it by them. `unlisted`: it takes tags, and is in no list
   * (docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html, read 2026-11).
   */
  tags?: 'listed' | 'unlisted' | 'none';
  /** What Terraform calls to read one: in every plan, after it was made, and before it goes. */
  read?: IamNeed[];
  /** What making one takes besides, with all that AWS asks in the caller's name. */
  create?: IamNeed[];
  /** What changing one takes besides, whatever of it changes but its tags. */
  update?: IamNeed[];
  /** What changing its tags takes besides. */
  retag?: IamNeed[];
  /** What destroying one takes besides: to undo what holds it, to delete it, to see it gone. */
  destroy?: IamNeed[];
  /** No template of ours makes one: a role may, only where its target offers the service as a whole (`services` of the module). */
  offered?: true;
  /** What it costs. */
  price?: Pricer;
  /** Names that its price goes by and that it has not in Terraform: what they stand for is elsewhere, or within a block. */
  priceOnly?: readonly string[];
  /** What stays of it when the provider calls it gone: it costs nothing and cannot be hastened. */
  remainder?: Remainder;
  /** What an object that is gone for the provider, but still listed by AWS, is at last. */
  listedAs?: string;
  /** States in which an object that the provider still shows is over all the same. */
  over?: Remainder;
  /** Whether it leaves a snapshot behind when its template asks for one. */
  finalSnapshot?: true;
  /** The attribute that names what takes it along when it goes; to look for a missing one takes the provider minutes. */
  goesWith?: string;
}

/** The facts of a service's types by their names in Terraform. */
export type FactsByType = Record<string, ResourceFacts>;

/** Types of which nothing is known but that they cost nothing by themselves. */
export function freeTypes(...types: string[]): FactsByType {
  return Object.fromEntries(types.map((type) => [type, { price: free }]));
}
