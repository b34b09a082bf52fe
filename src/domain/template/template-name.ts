import * as z from 'zod';

/** The pattern of a name without a team. */
export const plainName = '[a-z][a-z0-9-]{0,38}[a-z0-9]';

/** A template's name: as its folder has it, or that of a team's own behind the team: `shop/vpc`. */
export const TemplateName = z
  .string()
  .regex(new RegExp(`^(${plainName}/)?${plainName}$`), 'must be a template name')
  .meta({ examples: ['playground', 'shop/vpc'] });

/** The name of a template within its namespace, and the one of a namespace, which is a team. */
export const PlainTemplateName = z
  .string()
  .regex(new RegExp(`^${plainName}$`), 'must be lowercase letters, digits and hyphens, such as vpc')
  .meta({ examples: ['vpc'] });

/** The team that publishes a template; undefined for those of the stage itself. */
export function teamOf(template: string): string | undefined {
  const [team, name] = template.split('/');
  return name === undefined ? undefined : team;
}
