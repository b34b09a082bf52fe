import * as z from 'zod';
import { OneWord } from '../access/plain-name';
import { Ttl } from '../lease';
import { mostComponents } from '../stack/entry/component';
import { mostConsentHours } from '../stack/entry/consent';
import { ComponentName, StackName } from '../stack/names';
import { ResolvedStack } from '../stack/resolved-stack';
import { Cursor, PageSize } from './request-fields';

const Revision = z.int().positive().describe('The number of the revision in force; any other is refused.');

const ConsentHours = z
  .int()
  .positive()
  .max(mostConsentHours)
  .default(24)
  .describe('For how many hours the consent holds.');

/** `POST /stacks`. */
export const ApplyStackBody = z.strictObject({
  document: ResolvedStack,
  team: OneWord.max(96)
    .optional()
    .describe('The team of a new stack; default: that of the caller, if there is one only.'),
  consent: z
    .strictObject({ plan: z.ulid(), hours: ConsentHours })
    .optional()
    .describe(
      'Your consent to a plan of this very document: the exact plan of a component that is within it is approved in your name, and any other waits.',
    ),
  stop: z
    .int()
    .positive()
    .optional()
    .describe('The revision in force, to be stopped for this one; default: this one waits for it.'),
});

/** `POST /stacks/{stack}/consent`. */
export const ConsentBody = z.strictObject({ revision: Revision, plan: z.ulid(), hours: ConsentHours });

/** `POST /stacks/{stack}/plans`. */
export const PlanStackBody = z.strictObject({
  document: ResolvedStack.describe('The stack to plan; planning builds none of it.'),
});

/** `POST /stacks/{stack}/extend`: the time added to the end of the lease of all its components. */
export const ExtendStackBody = z.strictObject({ ttl: Ttl });

/** `POST /stacks/{stack}/approve`. */
export const ApproveStackBody = z.strictObject({
  plans: z
    .record(
      ComponentName,
      z.string().regex(/^(?:destroy|[0-9a-f]{64})$/, 'must be destroy, or the SHA-256 of a plan in hex'),
    )
    .refine((plans) => Object.keys(plans).length > 0, 'must name at least one component')
    .refine((plans) => Object.keys(plans).length <= mostComponents * 2, `are more than ${mostComponents * 2}`)
    .meta({ minProperties: 1 })
    .describe('By component, the digest of the plan you read, or destroy for one that the revision removes.'),
});

/** `POST /stacks/{stack}/reject`. */
export const RejectStackBody = z.strictObject({ revision: Revision, reason: z.string().max(300).optional() });

/** `POST /stacks/{stack}/cancel`. */
export const CancelStackBody = z.strictObject({ revision: Revision });

/** `GET /stacks`. */
export const ListStacksQuery = z.strictObject({ limit: PageSize, cursor: Cursor.optional() });

/** The name of a stack in a path. */
export const StackParams = z.strictObject({ stack: StackName });

/** A plan of a stack in a path. */
export const StackPlanParams = z.strictObject({ stack: StackName, plan: z.ulid() });

/** The plan of one of its components in a path. */
export const ComponentPlanParams = z.strictObject({
  stack: StackName,
  plan: z.ulid(),
  component: ComponentName,
});
