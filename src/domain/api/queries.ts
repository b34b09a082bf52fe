import * as z from 'zod';
import { EnvironmentKey } from '../environment/environment-name';
import { TemplateNeed } from '../template/template-needs';

import { Version, Team, ActorId, numberInQuery, PageSize, Cursor, LogToken } from './request-fields';

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
  after: numberInQuery(
    z.number().int().nonnegative().default(0).describe('The last sequence number you have.'),
  ),
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
