import { usage } from '../../client/errors';
import type { AddTargetBody, UpdateTargetBody } from '../../client/typed/types';

/** What of a target is typed. */
export interface TargetFlags {
  account?: string;
  region?: string;
  also?: string[];
  role?: string;
  externalId?: string;
  boundary?: string;
  service?: string[];
  parallelism?: string;
  slots?: string;
  for?: NonNullable<NonNullable<AddTargetBody['access']>['roles']>;
  team?: string[];
  allow?: string[];
  previews?: boolean;
  unset?: ('boundary' | 'parallelism' | 'slots' | 'team' | 'allow')[];
}

/** What is added; account and region must be there, all else has a default. */
export function bodyToAdd(name: string, { account, region, ...flags }: TargetFlags): AddTargetBody {
  if (account === undefined) throw usage('Name the AWS account: --account 444455556666.');
  if (region === undefined) throw usage('Name the region: --region eu-central-1.');
  const { access, ...rest } = fieldsOf(flags);
  return { name, account, region, ...rest, ...(access && { access }) };
}

/** What is changed: all that is typed, and what `--unset` names. */
export function bodyToUpdate({ unset = [], ...flags }: TargetFlags): UpdateTargetBody {
  const { access, ...fields } = fieldsOf(flags);
  const isUnset = (what: (typeof unset)[number]) => unset.includes(what);
  const closed = {
    ...access,
    ...(isUnset('team') && { teams: null }),
    ...(isUnset('allow') && { templates: null }),
  };
  const body = {
    ...fields,
    ...(isUnset('boundary') && { permissionsBoundary: null }),
    ...(isUnset('parallelism') && { parallelism: null }),
    ...(isUnset('slots') && { slots: null }),
    ...(Object.keys(closed).length > 0 && { access: closed }),
  };
  if (Object.keys(body).length === 0) throw usage('Name what to change, for example --team data.');
  return body;
}

function fieldsOf(flags: TargetFlags) {
  const { also: regions, role, externalId, boundary: permissionsBoundary, service: services } = flags;
  const { parallelism, slots, for: roles, team: teams, allow: templates, previews } = flags;
  const access = given({ roles, teams, templates, previews });
  return {
    ...given({ regions, role, externalId, permissionsBoundary, services }),
    ...(parallelism !== undefined && { parallelism: numberIn(parallelism) }),
    ...(slots !== undefined && { slots: slotsIn(slots) }),
    ...(Object.keys(access).length > 0 && { access }),
  };
}

/** The fields that have a value. */
function given<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [Key in keyof Fields]?: NonNullable<Fields[Key]> };
}

function numberIn(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw usage(`--parallelism must be a number from 1 to 100, not ${text}.`);
}

function slotsIn(text: string): NonNullable<AddTargetBody['slots']> {
  const [, runs, destroys] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  if (runs !== undefined && destroys !== undefined) return { runs: Number(runs), destroys: Number(destroys) };
  throw usage(`--slots must be two numbers such as 4/2, not ${text}.`);
}
