import * as z from 'zod';
import type { Actor } from './actor';
import { hasRole } from './authorize';
import { matches, Pattern } from './pattern';
import { PlainName } from './plain-name';

/** Who may use a target for which templates; what is not said is: developers of every team, no foundations, no previews. */
export const TargetAccess = z.strictObject({
  roles: z
    .array(z.enum(['developer', 'admin']))
    .min(1)
    .default(['developer'])
    .describe('Anyone with one of these roles may use it.'),
  teams: z
    .array(PlainName.max(64))
    .min(1)
    .optional()
    .describe('Members of one of these teams may use it; default: every developer may.'),
  templates: z
    .array(Pattern)
    .min(1)
    .max(50)
    .optional()
    .describe(
      'Names of templates, or beginnings of names before a final *; default: all but foundations, which are the templates for admins.',
    ),
  previews: z.boolean().default(false).describe('Whether workflows of pull requests may use it.'),
});
export type TargetAccess = z.infer<typeof TargetAccess>;

/** A target as far as a request is concerned. */
export interface TargetInfo {
  name: string;
  region: string;
  access: TargetAccess;
  /** The services that its role is granted as a whole. */
  services?: string[];
  /** How many runs may be at work there at once is limited. */
  limited?: true;
  /** It is on its way out, and takes nothing new. */
  removing?: true;
}

/** What of a template decides whether it is let in. */
export interface TemplateKind {
  name: string;
  role: 'developer' | 'admin';
}

/** Whether patterns let a template in; where there are none, every template but a foundation. */
export function admitsTemplate(patterns: string[] | undefined, { name, role }: TemplateKind): boolean {
  if (patterns === undefined) return role !== 'admin';
  return patterns.some((pattern) => isAboutNamespace(pattern, name) && matches(pattern, name));
}

/** A team chooses its own name, so a beginning of names of the deployment's templates says nothing of a team's; `*` is about all. */
function isAboutNamespace(pattern: string, name: string): boolean {
  return pattern === '*' || pattern.includes('/') === name.includes('/');
}

/** Why a target is closed to an actor whatever the template, as words that follow its name; undefined where it is open. */
export function whyClosed(actor: Actor, target: TargetInfo): string | undefined {
  if (target.removing) return 'is being removed';
  const { roles, teams, previews } = target.access;
  if (!roles.some((role) => hasRole(actor, role))) return `is only for the role ${roles.join(' or ')}`;
  if (teams && !isMember(actor, teams)) return `is only for the teams ${teams.join(', ')}`;
  if (actor.preview !== undefined && !previews) return 'does not accept previews of pull requests';
  return whyBeyondRule(actor, target);
}

/** Why the rule that let a workload in keeps it from a target, in the same words; undefined for people. */
export function whyBeyondRule({ limits }: Actor, { name }: TargetInfo): string | undefined {
  return limits?.targets?.includes(name) === false
    ? "is not in the 'targets' of the rule for this workflow"
    : undefined;
}

/** Why a target does not take a template, whoever asks; undefined where it does. */
export function whyUntaken({ access }: TargetInfo, template: TemplateKind): string | undefined {
  if (admitsTemplate(access.templates, template)) return undefined;
  return access.templates === undefined
    ? `accepts foundations such as ${template.name} only if its configuration names them`
    : `accepts only ${access.templates.join(', ')}`;
}

function isMember(actor: Actor, teams: string[]): boolean {
  return hasRole(actor, 'admin') || teams.some((team) => actor.teams.includes(team));
}
