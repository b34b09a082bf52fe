import * as z from 'zod';
import { printable } from '../../client/text/paint';
import type { ResourceChange } from '../../domain/terraform/plan-json';

const Count = z.int().nonnegative();

/** What a job reports of a plan, for the comment that follows; Terraform has left out what is sensitive. */
export const PlanReport = z.strictObject({
  folder: z.string(),
  /** The tree of files it is of; null when it did not come so far. */
  tree: z.string().nullable(),
  counts: z.strictObject({ add: Count, change: Count, destroy: Count }).nullable(),
  /** The plan, or what the failed command said, as Terraform prints it. */
  text: z.string(),
  /** The command that failed. */
  failed: z.string().nullable(),
});
export type PlanReport = z.infer<typeof PlanReport>;

/** A comment holds 65,536 characters and a variable of a step 131,072 bytes, of which frame and quotes need some. */
const mostBytes = 60_000;

/** As many lines of a text, from its beginning, as a comment can hold. */
export function cut(text: string): string {
  const lines = text.split('\n');
  let [kept, left] = [0, mostBytes];
  while (kept < lines.length) {
    left -= sizeOf(lines[kept] ?? '');
    if (left < 0) break;
    kept += 1;
  }
  if (kept === lines.length) return text;
  return [
    ...lines.slice(0, kept),
    `… cut after ${kept} of ${lines.length} lines: the job's log has all.`,
  ].join('\n');
}

/** What a line takes where it takes the most: in the step's variable, or in the comment, which spells out what rules a terminal. */
function sizeOf(line: string): number {
  return Math.max(Buffer.byteLength(JSON.stringify(line)), printable(line).length + 1);
}

/** An action has the domain's types and none of its code, so it proves the one field that it counts. */
const Change: z.ZodType<{ change: Pick<ResourceChange['change'], 'actions'> }> = z.object({
  change: z.object({ actions: z.array(z.string()) }),
});
const Plan = z.object({ resource_changes: z.array(Change).default([]) });

/** How many resources a plan, as `terraform show -json` prints it, adds, changes and destroys; a replacement is both. */
export function countChanges(json: string): NonNullable<PlanReport['counts']> {
  const { resource_changes: changes } = Plan.parse(JSON.parse(json));
  const having = (action: string) =>
    changes.filter(({ change: { actions } }) => actions.includes(action)).length;
  return { add: having('create'), change: having('update'), destroy: having('delete') };
}
