import * as z from 'zod';
import { OneWord, PlainName } from '../access/plain-name';
import { mostReferences, ReferenceText } from '../environment/uses/references';
import { SleepScheduleText } from '../environment/sleep/sleep-schedule';
import { Inputs, TemplatePin } from '../template/template';

/** A version in a request. */
export const Version = TemplatePin.shape.version.describe(
  'A published version of the template; default: the newest.',
);
/** A version to change to. */
export const KeptVersion = TemplatePin.shape.version.describe(
  'Another published version of the template; default: the current one. Inputs that the new version does not have are dropped.',
);
/** Inputs to reset. */
export const Unset = z
  .array(z.string().min(1).max(256))
  .max(200)
  .describe("Names of inputs to reset to the template's default; an input that was never set stays unset.");
/** Inputs of a request. */
export const RequestInputs = Inputs.describe(
  'Values by the names of inputs; null is a value. A number that cannot be stored exactly (an integer beyond 2^53 - 1, or a decimal of too many digits) is refused.',
);
/** The name of a team. */
export const Team = OneWord.max(96);
/** The id of a person or a program. */
export const ActorId = PlainName.max(200);
/** The digest of a plan that somebody read. */
export const PlanDigest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of a plan, in hex')
  .describe('The digest of the plan you read; any other plan is refused.');
/** A query holds texts: a decimal number becomes one, and nothing else does, least of all the empty text. */
export const numberInQuery = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (text) => (typeof text === 'string' && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text),
    schema,
  );
/** How many items a page has at most. */
export const PageSize = numberInQuery(
  z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .describe('Maximum number of items; a page may hold fewer, or none, without being the last.'),
);
/** Where a page begins. */
export const Cursor = z
  .string()
  .max(4096)
  .regex(/^[A-Za-z0-9_-]{12,}$/, 'must be `next` of the previous page')
  .describe(
    '`next` of the previous page; all other parameters except `limit` must be the same as for that page.',
  );
/** Where lines of a log begin. */
export const LogToken = z
  .string()
  .regex(/^[\x21-\x7e]{1,2048}$/, 'must be `next` of the previous page')
  .describe('`next` of the previous page.');
/** Whether a lease has no end. */
export const Permanent = z.boolean().describe('A permanent lease, if the template allows it.');
/** A schedule of sleep in a request. */
export const Sleep = SleepScheduleText.describe(
  'When it is put to sleep and woken, in a time zone, if the template can sleep.',
);
/** Whether a plan awaits an approval before it is applied. */
export const PlanOnly = z.boolean().describe('Plan and price only; it is applied when the plan is approved.');

/** For the API's description, which sees no code: a permanent lease has no ttl. */
export const ttlOrPermanent = {
  not: { required: ['ttl', 'permanent'], properties: { permanent: { const: true } } },
};

/** Inputs that are outputs of others. */
export const GivenReferences = z
  .record(z.string(), ReferenceText)
  .refine((given) => Object.keys(given).length <= mostReferences, `are more than ${mostReferences}`)
  .describe(
    'Inputs that are taken from outputs of other environments, by input: env:network.vpc_id, or with one step into the value env:network.subnets.a.',
  );
