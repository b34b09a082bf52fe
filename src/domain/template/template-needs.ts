import * as z from 'zod';
import { isInRange, parseRange, type VersionRange } from '../base/version-range';
import { plainName, TemplateName } from './template-name';

/** A template with the versions of it that fit; all of them where there is no range. */
export interface NeededTemplate {
  template: string;
  range: VersionRange | undefined;
}

/** What is made of a template: an environment, or a component of a stack. */
export interface Producer {
  template: { name: string; version: string };
}

/** Reads `vpc@^1` or `vpc`; undefined where it is neither. */
export function parseNeed(text: string): NeededTemplate | undefined {
  const [template = '', written, ...others] = text.split('@');
  if (others.length > 0 || !TemplateName.safeParse(template).success) return undefined;
  if (written === undefined) return { template, range: undefined };
  const range = parseRange(written);
  return range && { template, range };
}

/** Whether what is made of a template meets a need. */
export function meets({ template, range }: NeededTemplate, { template: own }: Producer): boolean {
  return own.name === template && (range === undefined || isInRange(range, own.version));
}

/** Those of the producers that meet a need such as `vpc@^1`. */
export function producersFor<One extends Producer>(text: string, producers: readonly One[]): One[] {
  const need = parseNeed(text);
  return need === undefined ? [] : producers.filter((one) => meets(need, one));
}

const number = '(0|[1-9]\\d*)';
const needed = new RegExp(`^(${plainName}/)?${plainName}(@[\\^~]?${number}(\\.${number}){0,2})?$`);

/** A template, or one with a range of its versions: `vpc`, `vpc@^1`. */
export const TemplateNeed = z
  .string()
  .max(100)
  .regex(needed, 'must be a template, or one with a range of its versions such as vpc@^1')
  .meta({ examples: ['vpc@^1'] });

/** What a template is made beside: by a name of its own, the template that gives it and the versions that fit. */
export const TemplateNeeds = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_-]{0,38}$/, 'must be lowercase letters, digits, hyphens and underscores'),
    TemplateNeed,
  )
  .refine((needs) => Object.keys(needs).length <= 20, 'has more than 20 entries')
  .describe(
    'Templates that it takes outputs from, each with the range of versions that fit, such as network: vpc@^1.',
  );
