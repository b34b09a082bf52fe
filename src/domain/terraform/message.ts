import * as z from 'zod';

const Resource = z.object({ addr: z.string(), resource_type: z.string() });
const base = { '@message': z.string() };
const hook = z.object({
  resource: Resource,
  action: z.string().default('read'),
  elapsed_seconds: z.number().optional(),
});

/** One error or warning of Terraform; `address` is there when it belongs to a resource. */
export const Diagnostic = z.object({
  severity: z.enum(['error', 'warning']),
  summary: z.string(),
  detail: z.string().default(''),
  address: z.string().optional(),
  /** The place in a file that it is about; lines count from 1. */
  range: z.object({ filename: z.string(), start: z.object({ line: z.number() }) }).optional(),
  snippet: z.object({ context: z.string().nullish() }).optional(),
});
export type Diagnostic = z.infer<typeof Diagnostic>;

/** What `terraform validate -json` prints, whether it found anything or not. */
export const Validation = z.object({ diagnostics: z.array(Diagnostic) });

/**
 * The lines of Terraform's machine-readable UI (`-json`) that we act on; all others are passed over.
 * Of sensitive outputs Terraform writes no value, so `outputs` is not among them for another reason: we read the state.
 */
export const TerraformMessage = z.discriminatedUnion('type', [
  z.object({
    ...base,
    type: z.literal('planned_change'),
    change: z.object({ resource: Resource, action: z.string() }),
  }),
  z.object({
    ...base,
    type: z.literal('change_summary'),
    changes: z.object({
      add: z.number(),
      change: z.number(),
      remove: z.number(),
      operation: z.enum(['plan', 'apply', 'destroy']),
    }),
  }),
  z.object({ ...base, type: z.literal('apply_start'), hook }),
  z.object({ ...base, type: z.literal('apply_progress'), hook }),
  z.object({ ...base, type: z.literal('apply_complete'), hook }),
  z.object({ ...base, type: z.literal('apply_errored'), hook }),
  z.object({ ...base, type: z.literal('refresh_start'), hook: z.object({ resource: Resource }) }),
  z.object({ ...base, type: z.literal('refresh_complete'), hook: z.object({ resource: Resource }) }),
  z.object({ ...base, type: z.literal('provision_start'), hook: z.object({ resource: Resource }) }),
  z.object({
    ...base,
    type: z.literal('provision_progress'),
    hook: z.object({ resource: Resource, output: z.string().optional() }),
  }),
  z.object({ ...base, type: z.literal('provision_errored'), hook: z.object({ resource: Resource }) }),
  z.object({ ...base, type: z.literal('resource_drift') }),
  z.object({ ...base, type: z.literal('diagnostic'), diagnostic: Diagnostic }),
]);
export type TerraformMessage = z.infer<typeof TerraformMessage>;

/** The message of a line; null when it is of a type that we pass over, or no JSON. */
export function parseMessage(line: string): TerraformMessage | null {
  try {
    return TerraformMessage.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** What of a message is worth a line in the log; null for those that only repeat. */
export function readableLine(message: TerraformMessage): string | null {
  if (message.type === 'diagnostic') return readableDiagnostic(message.diagnostic);
  if (message.type === 'refresh_start' || message.type === 'refresh_complete') return null;
  return message['@message'];
}

/** What the services of AWS call a name that somebody has. */
const nameTaken = /already.?exist|already.?owned|name.?exists|duplicate|with the same name exists/i;

/** Whether an error says that AWS refused to make an object because there is one of its name. */
export function isNameTaken({ severity, summary, detail }: Diagnostic): boolean {
  return severity === 'error' && nameTaken.test(`${summary}\n${detail}`);
}

function readableDiagnostic({ severity, summary, detail, address }: Diagnostic): string {
  const where = address === undefined ? '' : ` (${address})`;
  const what = `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}${where}`;
  return detail === '' ? what : `${what}\n${detail}`;
}
