import type { Priced, PricedResource } from '../resources/pricing';
import { factsOf } from '../resources/types';

/** Why a type is unpriced of which no price is recorded, whatever its attributes are. */
export const noPrice = 'no price is recorded';

/** What a resource costs by its Terraform type; a type that is neither priced nor known to be free says so. */
export function priceResource(resource: PricedResource): Priced {
  const price = factsOf(resource.type)?.price;
  return price ? price(resource) : { unpriced: [noPrice] };
}
