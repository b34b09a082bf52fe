import * as z from 'zod';
import { parseRecord } from '../base/parse';

const PlannedChange = z.looseObject({
  actions: z.array(z.string()),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  after_unknown: z.unknown().optional(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
});
export type PlannedChange = z.infer<typeof PlannedChange>;

/** What the runner reads of `terraform show -json <plan>` (format 1.x). */
const PlanJson = z.looseObject({
  terraform_version: z.string(),
  variables: z.unknown().optional(),
  resource_changes: z
    .array(
      z.looseObject({
        address: z.string(),
        mode: z.enum(['managed', 'data']),
        type: z.string(),
        provider_name: z.string(),
        change: PlannedChange,
      }),
    )
    .default([]),
  output_changes: z.record(z.string(), PlannedChange).default({}),
});
export type PlanJson = z.infer<typeof PlanJson>;

/** The parts of a plan that the runner works with; CorruptRecord when Terraform wrote another shape. */
export function parsePlan(json: unknown): PlanJson {
  return parseRecord(PlanJson, json, 'terraform show -json');
}
