import * as z from 'zod';
import { AnyExactJson } from '../base/exact-json-schema';
import { Instant } from '../base/time';
import { Assessment } from '../compliance/results';
import { ResourcePrice } from '../cost/cost-summary';
import { Misfit } from '../template/fit/output-misfit';

/** What is done to a resource or an output. */
export const PlannedAction = z.enum(['create', 'update', 'replace', 'delete', 'read', 'forget', 'no-op']);
export type PlannedAction = z.infer<typeof PlannedAction>;

/** One attribute that changes, numbers in the digits of the plan; what is secret or not yet known is said in words, never shown. */
export const AttributeChange = z.strictObject({
  attribute: z.string(),
  before: AnyExactJson,
  after: AnyExactJson,
});
export type AttributeChange = z.infer<typeof AttributeChange>;

/** What a policy says of a plan: `then` is what each rule asks for. */
const PolicyJudgement = z.strictObject({
  version: z.string(),
  verdict: z.enum(['allow', 'approve', 'deny']),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      then: z.enum(['deny', 'approve']),
      value: z.string(),
      limit: z.string(),
      fix: z.string(),
      addresses: z.array(z.string()),
    }),
  ),
});

/** `plan.json`: a plan for people and the API, without a secret in it. */
export const PlanDocument = z.strictObject({
  run: z.ulid(),
  digest: z.string(),
  at: Instant,
  engine: z.string(),
  resources: z.array(
    z.strictObject({
      address: z.string(),
      type: z.string(),
      action: PlannedAction,
      changes: z.array(AttributeChange),
      /** Why it is replaced or deleted, as a half-sentence. */
      why: z.string().optional(),
      /** Where it was before. */
      movedFrom: z.string().optional(),
      /** The id under which it exists already and is taken in. */
      importedId: z.string().optional(),
      /** Why it could not be deleted, left so. */
      cannotEnd: z.string().optional(),
      /** What it costs once the plan is applied, or cost until it is deleted; missing of data, and in plans of before it was kept. */
      price: ResourcePrice.optional(),
    }),
  ),
  /** Values are missing where they are secret, and in plans of before they were kept. */
  outputs: z.array(
    z.strictObject({
      name: z.string(),
      action: PlannedAction,
      sensitive: z.boolean(),
      before: AnyExactJson.optional(),
      after: AnyExactJson.optional(),
    }),
  ),
  /** What became of objects since the state was written; missing where nothing did. */
  drift: z
    .array(z.strictObject({ address: z.string(), action: PlannedAction, changes: z.array(AttributeChange) }))
    .optional(),
  /** Which version of the stage's policy judged it, and what that says; missing where the stage has none, and in plans of before. */
  policy: PolicyJudgement.optional(),
  /** What the controls of compliance say of what exists once it is applied; missing in plans of before they were asked. */
  compliance: Assessment.optional(),
  /** Assertions that do not hold as far as the plan can tell; missing where all do. */
  checks: z.array(z.strictObject({ address: z.string(), message: z.string() })).optional(),
});
export type PlanDocument = z.infer<typeof PlanDocument>;

const misfit = Misfit.describe(
  'Why it does not match its schema, so that no environment can refer to it; absent where it matches.',
).optional();

/** `outputs.json`: values of outputs that are no secret, numbers in the digits of the state; of a secret only its name and where it is. */
export const OutputsDocument = z.record(
  z.string(),
  z.discriminatedUnion('sensitive', [
    z.strictObject({ sensitive: z.literal(false), type: AnyExactJson, value: AnyExactJson, misfit }),
    z.strictObject({
      sensitive: z.literal(true),
      type: AnyExactJson,
      value: z.null(),
      where: z.string(),
      misfit,
    }),
  ]),
);
export type OutputsDocument = z.infer<typeof OutputsDocument>;

/** `metadata.json` beside the state, with the fields of the Mini IDP's and our ids. */
export const EnvironmentMetadata = z.strictObject({
  name: z.string(),
  id: z.ulid(),
  template: z.string(),
  template_version: z.string(),
  bundle: z.string(),
  engine: z.string(),
  owner: z.string(),
  target: z.string(),
  ttl: z.string(),
  created_at: Instant,
  expires_at: Instant.nullable(),
  status: z.enum(['applying', 'active', 'failed', 'destroying', 'destroyed']),
  run: z.ulid(),
  updated_at: Instant,
  inputs: z.record(z.string(), z.json()),
});
export type EnvironmentMetadata = z.infer<typeof EnvironmentMetadata>;

/** `timeline.json`: what was done to each resource and how long it took, in seconds. */
export const Timeline = z.strictObject({
  run: z.ulid(),
  resources: z.array(
    z.strictObject({
      address: z.string(),
      action: z.enum(['create', 'update', 'delete', 'read']),
      startedAt: Instant,
      endedAt: Instant.nullable(),
      seconds: z.number().nonnegative(),
      result: z.enum(['complete', 'errored', 'unfinished']),
    }),
  ),
});
export type Timeline = z.infer<typeof Timeline>;

/** What an attribute's value is taken from: an instance or all instances of a resource; `attribute` null where the plan does not say. */
export const PlanReference = z.strictObject({ address: z.string(), attribute: z.string().nullable() });
export type PlanReference = z.infer<typeof PlanReference>;

/**
 * One resource that a plan would make: where, of what type, what of it is known before it exists, and what its
 * attributes refer to. `tagged`: it carries this life's tag. `replaces`: the id of the object it takes the place of.
 * `refused`: AWS refused to make it, as its name was taken; whether by an earlier call of this life is another question.
 */
export const PlannedCreate = z.strictObject({
  address: z.string(),
  type: z.string(),
  provider: z.string(),
  schemaVersion: z.number().int().nonnegative(),
  tagged: z.boolean(),
  known: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  references: z.record(z.string(), z.array(PlanReference)),
  replaces: z.string().nullable(),
  refused: z.boolean().optional(),
});
export type PlannedCreate = z.infer<typeof PlannedCreate>;

/**
 * What a run was about to make, written before it asks to begin: whatever of it no later state holds is unaccounted.
 * A run that makes nothing writes an empty list, so that the list of these names every run that wrote a state.
 * `serial` is that of the state the plan was made on, 0 for none.
 */
export const PlannedCreates = z.strictObject({
  run: z.ulid(),
  serial: z.number().int().nonnegative(),
  creates: z.array(PlannedCreate),
});
export type PlannedCreates = z.infer<typeof PlannedCreates>;
