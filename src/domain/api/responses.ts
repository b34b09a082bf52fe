import { TargetLoad } from '../access/target-load';
import * as z from 'zod';
import { ActualView } from '../cost/actual-cost';
import { EstimateDocument } from '../cost/estimate-document';
import { Lease } from '../lease';
import { EarlyJudgement } from '../policy/judge-early';
import { Receipt } from '../environment/receipt';
import { SleepCost } from '../environment/sleep/sleep-view';
import {
  AcceptedLease,
  ApprovalRule,
  Inputs,
  Manifest,
  RetiredVersion,
  TemplatePin,
  TemplateVersion,
  Upgrade,
} from '../template/template';
import { TemplateName } from '../template/template-name';
import { Instant } from '../base/time';
import { EnvironmentView } from '../environment/view';

/** A page of a list; `next` is the cursor of the one behind it, null at the end: a page that filters leave empty may not be the last. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() });
}

/** Where a stored document is that is too large for a response. */
export const StoredElsewhere = z.strictObject({
  url: z.string().describe('The address to fetch it from, without any other credential.'),
  bytes: z.number().int().positive(),
  expiresAt: Instant,
});

/** A template as a list shows it: its newest version, and which others there are. */
export const TemplateSummary = z.strictObject({
  name: TemplateName,
  title: z.string(),
  description: z.string(),
  version: TemplateVersion.shape.version,
  versions: z.array(TemplateVersion.shape.version),
  lease: Manifest.shape.lease,
  approval: ApprovalRule,
  role: Manifest.shape.role,
});

/** A version of a template under the present policy, with what was decided about it since it was published. */
export const TemplateView = TemplateVersion.extend({
  retired: RetiredVersion.optional().describe('Why it is deprecated or withdrawn; absent if it is neither.'),
  unaccepted: z
    .array(z.string())
    .describe(
      'Types of resources that an administrator has yet to accept; until then every plan needs approval.',
    ),
  unacceptedLease: AcceptedLease.optional().describe(
    'The lease of its newest version, if that is longer than an administrator accepted.',
  ),
});
export type TemplateView = z.infer<typeof TemplateView>;

/** An unpublished version as an environment may be made of it, and until when. */
export const TrialView = TemplateView.omit({ retired: true, unacceptedLease: true }).extend({
  expiresAt: Instant,
});
export type TrialView = z.infer<typeof TrialView>;

/** Where a bundle is uploaded to, by PUT with exactly these headers and no other credential. */
export const UploadView = z.strictObject({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  expiresAt: Instant,
});
export type UploadView = z.infer<typeof UploadView>;

/** Where the files of a version can be fetched, without any other credential, and what it says of itself. */
export const BundleView = z.strictObject({
  digest: TemplatePin.shape.bundle.describe('The SHA-256 of the zip archive, in hex.'),
  url: z.string(),
  expiresAt: Instant,
  manifest: Manifest.describe('What the version declares: its inputs, outputs, lease and costs.'),
});
export type BundleView = z.infer<typeof BundleView>;

/** A target as whoever asks may use it: which templates they may have there, or why none. */
export const TargetView = z.strictObject({
  name: z.string(),
  region: z.string(),
  templates: z.array(TemplateName),
  closed: z.string().optional().describe('Why the caller may not use it; absent if they may.'),
  load: TargetLoad.optional().describe(
    'How many runs are at work there and wait; absent where they are not limited.',
  ),
});
export type TargetView = z.infer<typeof TargetView>;

/** What a request would cost, with everything it would be made with filled in. */
export const EstimateView = z.strictObject({
  template: TemplatePin.pick({ name: true, version: true }),
  inputs: Inputs,
  lease: Lease,
  estimate: EstimateDocument,
  sleep: SleepCost.optional().describe('What sleep costs and saves, if the template can sleep.'),
  change: z
    .strictObject({ before: Inputs, upgrade: Upgrade.optional() })
    .optional()
    .describe('For a change: the current inputs, and what the new version does to them.'),
  policy: EarlyJudgement.optional().describe(
    "What the stage's policy says for sure before there is a plan; absent where it has no rules. Whatever is denied here is refused when it is requested.",
  ),
  approval: z
    .array(z.string())
    .optional()
    .describe('Why its plan will wait for the approval of another person; the plan may add reasons.'),
});
export type EstimateView = z.infer<typeof EstimateView>;

/** One life of a name with the whole evidence of its end, null while it has not ended or where nothing was built. */
export const LifeView = EnvironmentView.extend({
  evidence: Receipt.nullable(),
  actual: ActualView.describe(
    'What AWS charged for it by Cost Explorer; absent until it has ended, and if nothing was built.',
  ).optional(),
});
export type LifeView = z.infer<typeof LifeView>;

/** Lines of a run's log; `next` asks for those behind, `done` says that none will follow. */
export const LogPage = z.strictObject({
  lines: z.array(z.strictObject({ at: Instant, text: z.string() })),
  next: z.string().nullable(),
  done: z.boolean(),
});

/** That the API can read its catalog, how many templates that holds, and the plane's clock. */
export const HealthView = z.strictObject({
  status: z.literal('ok'),
  at: Instant,
  templates: z.number().int(),
});

/**
 * Where a person signs in, as which public client: by PKCE, the answer taken on one of these ports of 127.0.0.1, or on
 * any where none is named.
 */
export const SignInView = z.strictObject({
  issuer: z.url(),
  clientId: z.string().min(1),
  scopes: z.array(z.string()).min(1),
  redirectPorts: z.array(z.number().int().min(1).max(65_535)),
});
export type SignInView = z.infer<typeof SignInView>;

/** An OpenAPI document, as far as this API promises about it. */
export const OpenApiDocument = z.looseObject({ openapi: z.string() });

/** A JSON Schema, in draft-07. */
export const SchemaDocument = z.looseObject({
  $schema: z.string(),
  $id: z.string(),
  title: z.string(),
  description: z.string(),
});

/** A catalog of schemas, as SchemaStore and editors have it. */
export const SchemaCatalog = z.strictObject({
  $schema: z.string(),
  version: z.int(),
  schemas: z.array(
    z.strictObject({
      name: z.string(),
      description: z.string(),
      fileMatch: z.array(z.string()).optional(),
      url: z.string(),
    }),
  ),
});

/** A page of HTML. */
export const HtmlPage = z.string();

/** RFC 9457 `application/problem+json`; `code` is for programs, `issues` name the fields that are wrong. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  instance: z.string(),
  requestId: z.string(),
  issues: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** What API Gateway itself says of a request that it refuses before the API reads it. */
export const GatewayMessage = z.strictObject({ message: z.string() });
