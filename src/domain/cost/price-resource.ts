import { isFree } from './free-types';
import { containers } from './pricers/containers';
import { data } from './pricers/data';
import { network } from './pricers/network';
import { serverless } from './pricers/serverless';
import type { Priced, PricedResource, Pricer } from './resource';

const pricers: Record<string, Pricer> = { ...network, ...containers, ...data, ...serverless };

/** What a resource costs by its Terraform type; a type that is neither priced nor known to be free says so. */
export function priceResource(resource: PricedResource): Priced {
  const pricer = Object.hasOwn(pricers, resource.type) ? pricers[resource.type] : undefined;
  if (pricer) return pricer(resource);
  return isFree(resource.type) ? {} : { unpriced: ['no price in the book'] };
}
