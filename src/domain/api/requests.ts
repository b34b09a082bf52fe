import * as z from 'zod';
import { OneWord, PlainName } from '../access/plain-name';
import { mostReferences, ReferenceText } from '../environment/uses/references';
import { ImportedObject } from '../environment/adopt/imported-object';
import { AdoptRequest } from '../environment/adopt/adopted-state';
import { EnvironmentKey, EnvironmentName } from '../environment/environment-name';
import { longestAddress } from '../environment/outcome';
import { SleepScheduleText } from '../environment/sleep/sleep-schedule';
import { PreviewSource } from '../access/preview-source';
import { SourceRepository } from '../image/image-repository';
import { SourceFolder, SourceRef } from '../image/image-source';
import { Ttl } from '../lease';
import { Inputs, TemplatePin } from '../template/template';
import { TemplateName } from '../template/template-name';
import { TemplateNeed } from '../template/template-needs';

const Version = TemplatePin.shape.version.describe(
  'A published version of the template; default: the newest.',
);
const KeptVersion = TemplatePin.shape.version.describe(
  'Another published version of the template; default: the current one. Inputs that the new version does not have are dropped.',
);
const Unset = z
  .array(z.string().min(1).max(256))
  .max(200)
  .describe("Names of inputs to reset to the template's default; an input that was never set stays unset.");
const GivenInputs = Inputs.describe(
  'Values by the names of inputs; null is a value. A number that cannot be stored exactly (an integer beyond 2^53 - 1, or a decimal of too many digits) is refused.',
);
const Team = OneWord.max(96);
const ActorId = PlainName.max(200);
const PlanDigest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of a plan, in hex')
  .describe('The digest of the plan you read; any other plan is refused.');
/** A query holds texts: a decimal number becomes one, and nothing else does, least of all the empty text. */
const numberIn = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (text) => (typeof text === 'string' && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text),
    schema,
  );
export const PageSize = numberIn(
  z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .describe('Maximum number of items; a page may hold fewer, or none, without being the last.'),
);
export const Cursor = z
  .string()
  .max(4096)
  .regex(/^[A-Za-z0-9_-]{12,}$/, 'must be `next` of the previous page')
  .describe(
    '`next` of the previous page; all other parameters except `limit` must be the same as for that page.',
  );
const LogToken = z
  .string()
  .regex(/^[\x21-\x7e]{1,2048}$/, 'must be `next` of the previous page')
  .describe('`next` of the previous page.');
const Permanent = z.boolean().describe('A permanent lease, if the template allows it.');
const Sleep = SleepScheduleText.describe(
  'When it is put to sleep and woken, in a time zone, if the template can sleep.',
);
const PlanOnly = z.boolean().describe('Plan and price only; it is applied when the plan is approved.');

/** For the API's description, which sees no code: a permanent lease has no ttl. */
const ttlOrPermanent = {
  not: { required: ['ttl', 'permanent'], properties: { permanent: { const: true } } },
};

const GivenReferences = z
  .record(z.string(), ReferenceText)
  .refine((given) => Object.keys(given).length <= mostReferences, `are more than ${mostReferences}`)
  .describe(
    'Inputs that are taken from outputs of other environments, by input: env:network.vpc_id, or with one step into the value env:network.subnets.a.',
  );

/** `POST /environments`. */
export const CreateEnvironmentBody = z
  .strictObject({
    name: EnvironmentName,
    template: TemplateName,
    ttl: Ttl.optional().describe(
      "Length of the lease, such as 30m, 36h, 7d or 1d12h; default: the template's.",
    ),
    inputs: GivenInputs.optional(),
    references: GivenReferences.optional(),
    version: Version.optional(),
    trial: TemplatePin.shape.bundle
      .optional()
      .describe('The bundle of a trial that you requested, instead of a published version.'),
    target: z.string().min(1).max(64).optional(),
    team: Team.optional(),
    permanent: Permanent.optional(),
    sleep: Sleep.optional(),
    planOnly: PlanOnly.optional(),
    adopt: AdoptRequest.optional().describe(
      'A Terraform state that you uploaded (`POST /states`), which the environment takes over with its first apply.',
    ),
    source: PreviewSource.optional().describe('What a preview is made from; for workflows of pull requests.'),
    owner: ActorId.optional().describe('An owner other than the caller; for admins.'),
  })
  .meta(ttlOrPermanent);
export type CreateEnvironmentBody = z.infer<typeof CreateEnvironmentBody>;

/**
 * `PATCH /environments/{name}`: inputs given replace those of the same name, those in `unset` go back to the template's
 * default, the others stay as they were given.
 */
export const ChangeEnvironmentBody = z
  .strictObject({
    inputs: GivenInputs.optional(),
    unset: Unset.optional(),
    version: KeptVersion.optional(),
    planOnly: PlanOnly.optional(),
    import: ImportedObject.optional().describe('An existing object to import; without any other change.'),
  })
  .refine((given) => countOf(given) > 0, {
    path: ['inputs'],
    message: '(or unset, version or import) is required; there is nothing to change',
  })
  .refine((given) => given.import === undefined || countOf(given) === 1, {
    path: ['import'],
    message: 'cannot be combined with inputs, unset or version: its plan shows the import and nothing else',
  })
  .meta({
    anyOf: [
      { required: ['inputs'] },
      { required: ['unset'] },
      { required: ['version'] },
      { required: ['import'] },
    ],
  });
export type ChangeEnvironmentBody = z.infer<typeof ChangeEnvironmentBody>;

function countOf({ inputs, unset, version, import: taken }: Record<string, unknown>): number {
  return [inputs, unset, version, taken].filter((one) => one !== undefined).length;
}

/** `POST /environments/{name}/extend`: the time added to the end of the lease. */
export const ExtendEnvironmentBody = z.strictObject({ ttl: Ttl });

/** `POST /environments/{name}/schedule`: when it is put to sleep and woken; null takes the schedule away. */
export const ScheduleSleepBody = z.strictObject({ sleep: SleepScheduleText.nullable() });

/** `POST /environments/{name}/approve`. */
export const ApprovePlanBody = z.strictObject({ planDigest: PlanDigest });

/** `POST /environments/{name}/reject`. */
export const RejectPlanBody = z.strictObject({
  planDigest: PlanDigest,
  reason: z.string().max(500).optional(),
});

/** `POST /environments/{name}/unlock`: the id of the lock that was seen, so that a newer one is left alone. */
export const UnlockStateBody = z.strictObject({ lockId: z.string().min(1).max(200) });

/** `POST /environments/{name}/disown`: the address as the failure of the destroy names it. */
export const DisownResourceBody = z.strictObject({ address: z.string().min(1).max(longestAddress) });

/** `POST /estimates`. */
export const EstimateCostBody = z
  .strictObject({
    name: EnvironmentName.optional().describe(
      'The name of the new environment; an invalid name is refused here, before any confirmation.',
    ),
    template: TemplateName,
    version: Version.optional(),
    inputs: GivenInputs.optional(),
    references: GivenReferences.optional(),
    ttl: Ttl.optional(),
    permanent: Permanent.optional(),
    sleep: Sleep.optional(),
    target: z.string().min(1).max(64).optional(),
    team: Team.optional(),
    changes: EnvironmentKey.optional().describe(
      'An existing environment of that template to estimate a change of; its inputs are included, and nothing is written.',
    ),
    unset: Unset.optional().describe('Only with `changes`: names of inputs to reset.'),
  })
  .refine(({ changes, unset }) => changes !== undefined || unset === undefined, {
    path: ['unset'],
    message: 'is only valid with changes',
  })
  .meta({ ...ttlOrPermanent, dependentRequired: { unset: ['changes'] } });
export type EstimateCostBody = z.infer<typeof EstimateCostBody>;

/** `POST /image-builds`. */
export const BuildImageBody = z.strictObject({
  repository: SourceRepository.describe('A GitHub repository that this stage builds, `owner/name`.'),
  ref: SourceRef,
  context: SourceFolder.default('.'),
});
export type BuildImageBody = z.infer<typeof BuildImageBody>;

/** A request whose path says it all; it may have an empty body or none. */
export const NoBody = z.strictObject({}).default({});

/** `GET /environments`. */
export const ListEnvironmentsQuery = z.strictObject({
  limit: PageSize,
  cursor: Cursor.optional(),
  status: z.enum(['pending', 'ready', 'failed', 'destroying', 'stuck', 'destroyed', 'forgotten']).optional(),
  owner: ActorId.optional().describe('The id of an owner; `me` is the caller.'),
  template: TemplateNeed.optional().describe('A template, or one with a range of its versions: vpc@^1.'),
  phase: z
    .enum(['queued', 'planning', 'awaiting-approval', 'applying', 'verifying'])
    .optional()
    .describe('What is being done to them.'),
  team: Team.min(1).optional(),
  target: z.string().min(1).max(64).optional(),
  q: z
    .string()
    .min(1)
    .max(64)
    .toLowerCase()
    .optional()
    .describe('A part of the name, or of the name of the template.'),
  sort: z
    .enum(['expiresAt', '-cost'])
    .optional()
    .describe(
      'What ends soonest first, or what costs most first; what has ended comes last. Default: by name. Refused where more than 5,000 environments would have to be read.',
    ),
});
export type ListEnvironmentsQuery = z.infer<typeof ListEnvironmentsQuery>;

/** `GET /templates/{template}`. */
export const GetTemplateQuery = z.strictObject({ version: Version.optional() });

/** `GET /environments/{name}/runs`. */
export const ListRunsQuery = z.strictObject({ limit: PageSize, cursor: Cursor.optional() });

/** `GET /refusals`: those of a day. */
export const ListRefusalsQuery = z.strictObject({
  day: z.iso.date().optional().describe('A day in UTC, such as 2026-11-26; default: today.'),
  limit: PageSize,
  cursor: Cursor.optional(),
});

/** `GET /image-builds`. */
export const ListImageBuildsQuery = z.strictObject({ limit: PageSize, cursor: Cursor.optional() });

/** `GET /environments/{name}/events`: those behind the sequence number `after`. */
export const ListEventsQuery = z.strictObject({
  after: numberIn(z.number().int().nonnegative().default(0).describe('The last sequence number you have.')),
});

/** `GET /runs/{id}/logs`: lines behind the token of the answer before. */
export const GetLogsQuery = z.strictObject({
  after: LogToken.optional(),
});

/** A query that takes nothing. */
export const NoQuery = z.strictObject({});

/** The name of an environment in a path. */
export const NameParams = z.strictObject({ name: EnvironmentKey });
/** The id of a run, a life or a build in a path. */
export const IdParams = z.strictObject({ id: z.ulid('must be an id such as 01JD3V8K2N7Q4R5S6T7V8W9XYZ') });
/** A path without parameters. */
export const NoParams = z.strictObject({});

/** The Idempotency-Key header: 1 to 128 visible ASCII characters. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 visible ASCII characters');
