import { counted } from '../../domain/base/counted';
import type { TargetDetails } from '../../client/typed/types';
import { type Paint, printable } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';
import { formatInstant } from '../../client/text/time';
import { loadRows } from './render-load';

const usualRole = 'leasehold-provisioner';
/** What a role of the module has without zones and foundations, how many services one policy more holds, and what IAM attaches by default. */
const [basePolicies, servicesInOne, usualQuota] = [3, 3, 10];

/** Everything about a target, a line for each field. */
export function renderTarget(target: TargetDetails, { paint, now }: { paint: Paint; now: number }): string[] {
  const { roles, teams, templates, previews } = target.access;
  const rows = [
    ['status', statusOf(target)],
    ['region', [target.region, ...target.regions].join(', ')],
    ['role', target.role ?? 'none'],
    ['trusts', target.runsRole],
    ['external id', printable(target.externalId ?? 'none')],
    ['boundary', target.permissionsBoundary ?? 'none'],
    ['services', target.services.join(', ') || 'none as a whole'],
    ['parallelism', target.parallelism === null ? 'as usual' : String(target.parallelism)],
    [
      'slots',
      target.slots === null
        ? 'not limited'
        : `${counted(target.slots.runs, 'run')}, ${counted(target.slots.destroys, 'destroy')}`,
    ],
    ...(target.load ? loadRows(target.load, now) : []),
    ['for', roles.join(' or ')],
    ['teams', teams?.map(printable).join(', ') ?? 'all'],
    ['templates', templates?.join(', ') ?? 'all but foundations'],
    ['previews', previews ? 'yes' : 'no'],
    ['added', `by ${printable(target.addedBy)} at ${formatInstant(target.createdAt)}`],
  ];
  const [header = [], ...rest] = rows.map(([name = '', value = '']) => [paint.dim(name), value]);
  return [paint.bold(target.name), ...renderTable(header, rest, paint.columns)];
}

function statusOf({ status, endsAt }: TargetDetails): string {
  if (status !== 'removing') return status;
  return `removing: takes nothing new${endsAt === null ? '' : `, and ends after ${formatInstant(endsAt)}`}`;
}

/** What the owner of the account applies for a target, as Terraform. */
export function renderModule({
  role,
  externalId,
  region,
  regions,
  services,
  runsRole,
}: TargetDetails): string[] {
  const name = role?.split('/').at(-1) ?? usualRole;
  const inputs: [string, string][] = [
    ['runner_role_arn', quoted(runsRole)],
    ['external_id', quoted(externalId ?? '')],
    ['regions', listed([region, ...regions])],
    ...(name === usualRole ? [] : [['name', quoted(name)] as [string, string]]),
    ...(services.length === 0 ? [] : [['services', listed(services)] as [string, string]]),
  ];
  const policies = policiesOf(services);
  if (policies > usualQuota) inputs.push(['max_policies', String(policies)]);
  const widest = Math.max(...inputs.map(([input]) => input.length));
  return [
    'module "leasehold" {',
    '  source = "git::https://github.com/<organisation>/<repository>.git//terraform/modules/provisioner-role"',
    '',
    ...quotaNotes(services).map((line) => `  # ${line}`),
    ...inputs.map(([input, value]) => `  ${input.padEnd(widest)} = ${value}`),
    '}',
  ];
}

/** What to do where IAM, by default, does not attach to one role what the services need; nothing where it does. */
export function quotaNotes(services: readonly string[]): string[] {
  const policies = policiesOf(services);
  if (policies <= usualQuota) return [];
  return [
    `IAM attaches ${usualQuota} policies to a role unless the account's quota is raised, and these services need ${policies}.`,
    'Have it raised first, or give some of the services a role and a target of their own (docs/targets.md).',
  ];
}

function policiesOf(services: readonly string[]): number {
  return basePolicies + Math.ceil(new Set(services).size / servicesInOne);
}

function quoted(text: string): string {
  return JSON.stringify(printable(text));
}

function listed(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`;
}
