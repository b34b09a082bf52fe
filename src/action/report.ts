import * as z from 'zod';
import { failureOf } from '../client/text/failure';
import { countWhatItDoes, describeChecks, describeNamed, describeNotes } from '../client/text/plan-notes';
import type { OutputsDocument } from '../domain/environment/artifacts';
import type { EnvironmentView } from '../domain/environment/view';
import type { ActionContext } from './action-context';

const Money = z.number().nonnegative();

/** What an environment has come to, for the steps and jobs behind: nothing in it is a secret. */
export const Report = z.strictObject({
  name: z.string(),
  status: z.string(),
  template: z.string(),
  /** The address that the template's outputs tell. */
  url: z.string().nullable(),
  cost: z.strictObject({ hourly: Money, monthly: Money, lease: Money.nullable() }),
  expiresAt: z.string().nullable(),
  /** Whether a person must approve the plan first. */
  awaitsApproval: z.boolean(),
  failure: z.string().nullable(),
  /** What a plan that awaits approval does, and what the approval is for, line by line. */
  plan: z.array(z.string()).default([]),
  approvalFor: z.array(z.string()).default([]),
  /** Assertions of the template that do not hold. */
  checks: z.array(z.string()).default([]),
});
export type Report = z.infer<typeof Report>;

/** The report of a view; `urlOutput` names the output that is its address. */
export async function reportOn(
  context: ActionContext,
  view: EnvironmentView,
  urlOutput?: string,
): Promise<Report> {
  const { name, status, template, cost, lease } = view;
  return {
    name,
    status,
    template: `${template.name} ${template.version}`,
    url: status === 'ready' ? addressIn(await context.api.getOutputs(name), urlOutput) : null,
    cost: { hourly: cost.hourly, monthly: cost.monthly, lease: cost.lease },
    expiresAt: status === 'destroyed' ? null : lease.expiresAt,
    awaitsApproval: view.run?.phase === 'awaiting-approval',
    failure: failureIn(view),
    ...planIn(view),
    checks: describeChecks(view.checks),
  };
}

function addressIn(outputs: OutputsDocument, named: string | undefined): string | null {
  const names = named === undefined ? ['url', 'endpoint'] : [named];
  const values = names.map((name) => outputs[name]?.value);
  return values.find((value): value is string => typeof value === 'string') ?? null;
}

/** A plan that was applied is told by what stands there now. */
function planIn({ run, plan }: EnvironmentView): Pick<Report, 'plan' | 'approvalFor'> {
  if (run?.phase !== 'awaiting-approval' || !plan) return { plan: [], approvalFor: [] };
  return {
    plan: [countWhatItDoes(plan), ...describeNotes(plan.notes)],
    approvalFor: describeNamed(plan.addresses),
  };
}

/** Also a run that was stopped leaves what was asked for undone. */
function failureIn(view: EnvironmentView): string | null {
  const { status, run, lastRun } = view;
  const failure = failureOf(view);
  if (failure) return failure.reason;
  if (status === 'ready' && !run && lastRun && lastRun.result !== 'applied')
    return `the run ended as ${lastRun.result}`;
  return ['ready', 'destroyed'].includes(status) || run ? null : `it is ${status}`;
}
