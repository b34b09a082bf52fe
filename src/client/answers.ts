import * as z from 'zod';

/*
 * What an answer must have at least to be of this API. A newer control plane may say more, and name a status that this
 * client does not know.
 */

const text = z.string();

/** An environment, and a life of one. */
export const SomeEnvironment = z.looseObject({
  name: text,
  id: text,
  status: text,
  template: z.looseObject({ name: text, version: text }),
  inputs: z.looseObject({}),
  owner: text,
  lease: z.looseObject({ ttl: text, max: text }),
  cost: z.looseObject({ unpriced: z.array(z.unknown()) }),
});
/** A stack, component by component. */
export const SomeStack = z.looseObject({
  name: text,
  id: text,
  status: text,
  revision: z.looseObject({ number: z.number() }),
  components: z.array(z.looseObject({ name: text, environment: text, state: text, layer: z.number() })),
});
/** A plan of a stack, component by component. */
export const SomeStackPlan = z.looseObject({
  id: text,
  stack: text,
  status: text,
  components: z.array(
    z.looseObject({ name: text, template: text, result: z.looseObject({ result: text }).nullable() }),
  ),
  removed: z.array(text),
  monthly: z.looseObject({ atLeast: z.number(), atMost: z.number() }),
});
export const SomePage = z.looseObject({ items: z.array(z.looseObject({})), next: text.nullish() });
export const SomeLog = z.looseObject({ lines: z.array(z.looseObject({ at: text, text })) });
export const SomeTemplate = z.looseObject({ name: text, version: text, manifest: z.looseObject({}) });
export const SomeEstimate = z.looseObject({
  template: z.looseObject({ name: text, version: text }),
  inputs: z.looseObject({}),
  lease: z.looseObject({ ttl: text }),
  estimate: z.looseObject({ lines: z.array(z.unknown()) }),
});
export const SomeImageBuild = z.looseObject({ id: text, status: text, repository: text });
/** A target as its administrators see it. */
export const SomeTarget = z.looseObject({
  name: text,
  status: text,
  region: text,
  regions: z.array(text),
  services: z.array(text),
  access: z.looseObject({ roles: z.array(text) }),
});
export const SomeWebhook = z.looseObject({ id: text, host: text });
export const SomeAddedWebhook = SomeWebhook.extend({ secret: text, previousKeyUntil: text.nullish() });
export const SomeDelivery = z.looseObject({
  id: text,
  status: text,
  attempts: z.array(z.looseObject({ at: text })),
});
/** Drift, one row for each cause. */
export const SomeDrift = z.looseObject({
  causes: z.array(
    z.looseObject({
      cause: text,
      type: text,
      environments: z.array(z.looseObject({ name: text, addresses: z.array(text), version: text })),
    }),
  ),
  checked: z.number(),
  unchecked: z.array(text),
  expected: z.number(),
});
/** What a run rotated, resource by resource. */
export const SomeRotation = z.looseObject({
  run: text,
  resources: z.array(
    z.looseObject({
      address: text,
      what: text,
      result: text,
      steps: z.array(z.looseObject({ step: text, does: text, state: text })),
    }),
  ),
});
/** The certificates of environments. */
export const SomeCertificates = z.looseObject({
  certificates: z.array(
    z.looseObject({
      environment: text,
      address: text,
      name: text,
      ends: text.nullable(),
      level: text,
      readAt: text,
    }),
  ),
  more: z.number(),
  unread: z.array(text),
});
/** The locks on the states of environments. */
export const SomeLocks = z.looseObject({
  locks: z.array(z.looseObject({ environment: text, lock: text, who: text, since: text, state: text })),
  read: z.number(),
});
export const SomeActor = z.looseObject({ id: text, roles: z.array(text), teams: z.array(text) });
export const SomeSummary = z.looseObject({ quotas: z.array(z.looseObject({})).default([]) });
export const SomeHealth = z.looseObject({ at: text });
export const SomeSignIn = z.looseObject({
  issuer: text,
  clientId: text,
  scopes: z.array(text),
  redirectPorts: z.array(z.number()),
});
export const SomePlan = z.looseObject({
  digest: text,
  resources: z.array(z.looseObject({ address: text, action: text, changes: z.array(z.unknown()) })),
  outputs: z.array(z.looseObject({ name: text, action: text })),
});
export const SomeOutputs = z.record(text, z.looseObject({ sensitive: z.boolean() }));
/** Whatever else: an object, and nothing that is none. */
export const SomeObject = z.looseObject({});
