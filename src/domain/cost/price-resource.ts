import type { Priced, PricedResource } from '../resources/pricing';
import { factsOf } from '../resources/types';

/** What a resource costs by its Terraform type; a type that is neither priced nor known to be free says so. */
export function priceResource(resource: PricedResource): Priced {
  const price = factsOf(resource.type)?.price;
  return price ? price(resource) : { unpriced: ['no price is recorded'] };
}
