import type { Inputs } from './template';

/** What the control plane says of an environment, as the variable `leasehold` has it. */
export interface LeaseholdValues {
  name: string;
  id: string;
  tags: Record<string, string>;
  permissions_boundary?: string | undefined;
  permanent: boolean;
  /** False while it sleeps. */
  awake: boolean;
}

/** `${leasehold.name}`; with a second `$` before it, the text itself. */
const place = /(\$?)\$\{leasehold\.(\w+)\}/g;
/** What may stand within a text; the others are a whole value. */
const texts = ['name', 'id'];
const known = texts.concat('tags', 'permissions_boundary', 'permanent', 'awake');

/** Values that a template sets, with what they ask of their environment; null where that has none. */
export function fillSet(set: Inputs, leasehold: LeaseholdValues): Inputs {
  return mapTexts(set, (text) => filled(text, leasehold)) as Inputs;
}

/** Why what set values ask of an environment is nothing that it has, by the place of each. */
export function wrongPlaces(set: Inputs): string[] {
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(set))
    mapTexts(value, (text) => {
      wrong.push(...wrongIn(text).map((reason) => `set.${name} ${reason}`));
      return text;
    });
  return wrong;
}

function wrongIn(text: string): string[] {
  return [...text.matchAll(place)].flatMap(([whole, escaped, name = '']) => {
    if (escaped !== '') return [];
    if (!known.includes(name)) return [`uses ${whole}, which does not exist; available: ${known.join(', ')}`];
    return whole === text || texts.includes(name)
      ? []
      : [`has ${whole} within a text; it must be the whole value`];
  });
}

function filled(text: string, leasehold: LeaseholdValues): Inputs[string] {
  const { name, id, tags, permanent, awake, permissions_boundary = null } = leasehold;
  const values: Inputs = { name, id, tags, permanent, awake, permissions_boundary };
  const [whole, escaped, asked = ''] = [...text.matchAll(place)][0] ?? [];
  if (whole === text && escaped === '') return values[asked] ?? null;
  return text.replace(place, (all, dollar: string, one: string) => {
    const value = values[one];
    return dollar === '' && typeof value === 'string' ? value : all.slice(dollar.length);
  });
}

function mapTexts(value: unknown, change: (text: string) => unknown): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]));
}
