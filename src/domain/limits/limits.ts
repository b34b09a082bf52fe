import * as z from 'zod';
import { Budget, MonthBudget } from './budget';
import { PlainName } from '../access/plain-name';

/** More than this one owner or team may not have counted: their environments stand in one item. */
export const mostEnvironments = 1_000;

const Usd = z.number().nonnegative().max(1_000_000);

/** How much one owner or team may have at once; what is not said is not limited. */
export const Quota = z.strictObject({
  environments: z
    .int()
    .min(0)
    .max(mostEnvironments)
    .optional()
    .describe('How many environments may exist at once, whatever their status.'),
  hourly: Usd.optional().describe('What they may cost an hour together, in USD, as far as they have prices.'),
});
export type Quota = z.infer<typeof Quota>;

/** So many plans of stacks of one owner may be at work at once, unless a stage says otherwise. */
const usualPlans = 20;
const mostPlans = 100;

/** The same of one owner, whose plans of stacks are counted too. */
export const OwnerQuota = Quota.extend({
  plans: z
    .int()
    .min(1)
    .max(mostPlans)
    .optional()
    .describe(`How many plans of stacks may be at work at once; default: ${usualPlans}.`),
});

const NamedOwners = z.record(PlainName.max(200), OwnerQuota).default({});
const Named = z.record(PlainName.max(200), Quota).default({});

const NamedBudgets = z.record(PlainName.max(200), MonthBudget).default({});

/** The quotas of a stage: of each owner and of each team, and of those that are named what is said of them instead. */
export const Quotas = z.strictObject({
  owner: OwnerQuota.default({}).describe('Of each owner.'),
  team: Quota.default({}).describe('Of each team.'),
  owners: NamedOwners.describe('Of owners by id, each part in place of the one for every owner.'),
  teams: Named.describe('Of teams by name, each part in place of the one for every team.'),
});

/** What a stage limits. */
export const Limits = z.strictObject({
  quotas: Quotas.prefault({}).describe('How much may live at the same time.'),
  budgets: z
    .strictObject({
      environment: Budget.optional().describe('Of each environment that is created from now on.'),
      owner: MonthBudget.optional().describe('Of each owner, in a calendar month.'),
      team: MonthBudget.optional().describe('Of each team, in a calendar month.'),
      owners: NamedBudgets.describe('Of owners by id, in place of the one for every owner.'),
      teams: NamedBudgets.describe('Of teams by name, in place of the one for every team.'),
    })
    .prefault({})
    .describe('What may be spent.'),
  actualCost: z
    .enum(['cost-explorer', 'none', 'local'])
    .default('cost-explorer')
    .describe(
      'Where the actual cost of an ended environment is requested; each request costs $0.01. `local` is of local planes, which have none.',
    ),
});
export type Limits = z.infer<typeof Limits>;

/** What a stage limits that says nothing of it. */
export const noLimits: Limits = Limits.parse({});

/** Whose environments are counted together. */
export const Holder = z.strictObject({ kind: z.enum(['owner', 'team']), name: z.string() });
export type Holder = z.infer<typeof Holder>;

/** Whose environments one counts among. */
export function holdersOf({ owner, team }: { owner: string; team: string | null }): Holder[] {
  const own: Holder = { kind: 'owner', name: owner };
  return team === null ? [own] : [own, { kind: 'team', name: team }];
}

/** The quota of an owner or a team; undefined where nothing limits them. */
export function quotaOf({ quotas }: Limits, { kind, name }: Holder): Quota | undefined {
  const named = kind === 'owner' ? quotas.owners : quotas.teams;
  const quota = { ...quotas[kind], ...(Object.hasOwn(named, name) ? named[name] : {}) };
  return quota.environments === undefined && quota.hourly === undefined ? undefined : quota;
}

/** How many plans of stacks an owner may have at work at once. */
export function plansAtOnce({ quotas: { owner, owners } }: Limits, name: string): number {
  const own = Object.hasOwn(owners, name) ? owners[name]?.plans : undefined;
  return own ?? owner.plans ?? usualPlans;
}

/** What the environments of an owner or a team may cost in a month; undefined where nothing limits that. */
export function monthBudgetOf({ budgets }: Limits, { kind, name }: Holder): Budget | undefined {
  const named = kind === 'owner' ? budgets.owners : budgets.teams;
  return Object.hasOwn(named, name) ? named[name] : budgets[kind];
}
