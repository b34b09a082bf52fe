import * as z from 'zod';
import { Pattern } from './pattern';
import { PlainName } from './plain-name';

/**
 * What an actor may do, each including those before it, but for two: an approver approves and reads, and does neither build
 * nor publish; a publisher is a developer who publishes templates of their teams.
 */
export const Role = z.enum(['viewer', 'developer', 'publisher', 'approver', 'admin']);
export type Role = z.infer<typeof Role>;

/** The templates (or beginnings of their names) and the targets that a workload's rule allows; absent: not limited by name. */
export const WorkloadLimits = z.strictObject({
  templates: z
    .array(Pattern)
    .min(1)
    .max(50)
    .optional()
    .describe('Names of templates, or beginnings of names before a final *; default: all but foundations.'),
  targets: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be the name of a target'))
    .min(1)
    .max(50)
    .optional()
    .describe('Names of targets; default: every target that is open to its role and teams.'),
});

/** Who asks: a person (company OIDC) or a workload (GitHub Actions OIDC); `id` is `<name of the issuer>:<subject>`, unique for ever. */
export const Actor = z.strictObject({
  kind: z.enum(['person', 'workload']),
  id: PlainName.max(200),
  /** The id that it had before ids named an issuer, where those were its issuer's; what is stored under it is its own. */
  formerly: z.string().min(1).max(200).optional(),
  name: z.string().max(200),
  roles: z.array(Role),
  /** Of an issuer that names without one are not meant for, `<name of the issuer>:<team>`. */
  teams: z.array(PlainName.max(96)).max(50),
  /** The one environment that the workflow of a pull request may make, by its name; absent for everybody else. */
  preview: z.string().optional(),
  /** The names of what such a workflow has, or had and nobody took since, whatever it was named by then. */
  previews: z.array(z.string()).optional(),
  /** Whether the workflow of a pull request may try templates of its teams; a publisher may anyway. */
  trials: z.literal(true).optional(),
  /** The stacks that the workflow of a pull request may read and plan, by names or beginnings of names; absent: none. */
  stacks: z.array(Pattern).min(1).max(50).optional(),
  /** What the rule that let a workload in names: absent is as if a target named none; people have no such limits. */
  limits: WorkloadLimits.optional(),
});
export type Actor = z.infer<typeof Actor>;

/** Whether whoever asked may also approve where another person's approval is asked for. */
export const SelfApproval = z.enum(['refused', 'allowed']);
export type SelfApproval = z.infer<typeof SelfApproval>;

/** The actor behind what nobody asked for: timers, retries, repairs. */
export const leasehold = 'leasehold';
