import * as z from 'zod';
import { isGone } from '../client/follow-environment';
import { failureOf } from '../client/text/failure';
import {
  countWhatItDoes,
  describeChecks,
  describeMisfits,
  describeNamed,
  describeNotes,
} from '../client/text/plan-notes';
import type { OutputsDocument } from '../domain/environment/artifacts';
import type { EnvironmentView } from '../client/typed/types';
import type { Api } from '../client/api';
import type { JobRunner } from './workflow-commands';
import { shorten } from '../client/text/foreign-text';

const Money = z.number().nonnegative();

/** What an environment has come to, for the steps and jobs behind: nothing in it is a secret. */
export const Report = z.strictObject({
  name: z.string(),
  status: z.string(),
  template: z.string(),
  /** The address that the template's outputs tell. */
  url: z.string().nullable(),
  cost: z.strictObject({
    hourly: Money,
    monthly: Money,
    lease: Money.nullable(),
    /** How many parts have no price. */
    unpriced: z.number().int().nonnegative().default(0),
  }),
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

/** What is needed to learn an address: the API, and the job's log. */
interface Reader {
  api: Pick<Api, 'getOutputs'>;
  runner: Pick<JobRunner, 'say'>;
}

/** The report of a view; `urlOutput` names the output that is its address. */
export async function reportOn(context: Reader, view: EnvironmentView, urlOutput?: string): Promise<Report> {
  return reportFrom(view, await addressOf(context, view, urlOutput));
}

/** The address of what is ready, as its outputs have it; where the output that was named has none, the log says why. */
export async function addressOf(
  { api, runner }: Reader,
  { name, status }: EnvironmentView,
  urlOutput?: string,
): Promise<string | null> {
  if (status !== 'ready') return null;
  const outputs = await api.getOutputs(name);
  const address = addressIn(outputs, urlOutput);
  if (urlOutput !== undefined && address === null) runner.say(whyNoAddress(urlOutput, outputs));
  return address;
}

/** The report of a view whose address is known. */
export function reportFrom(view: EnvironmentView, url: string | null): Report {
  const { name, status, template, cost, lease } = view;
  return {
    name,
    status,
    template: `${template.name} ${template.version}`,
    url,
    cost: {
      hourly: cost.hourly,
      monthly: cost.monthly,
      lease: cost.lease,
      unpriced: cost.unpriced.length,
    },
    expiresAt: isGone(status) ? null : lease.expiresAt,
    awaitsApproval: view.run?.phase === 'awaiting-approval',
    failure: failureIn(view),
    ...planIn(view),
    checks: bounded(describeChecks(view.checks).concat(describeMisfits(view.outputs))),
  };
}

/** A report is a variable of a step, which holds 131,072 bytes: so many lines of a list, so many characters of a line. */
const mostLines = 10;
const longestLine = 300;

/** The first lines, each cut, and how many are left. */
function bounded(lines: readonly string[]): string[] {
  const left = lines.length - mostLines;
  return [
    ...lines.slice(0, mostLines).map((line) => shorten(line, longestLine)),
    ...(left > 0 ? [`and ${left} more: 'idp plan' shows all`] : []),
  ];
}

function whyNoAddress(named: string, outputs: OutputsDocument): string {
  const output = outputs[named];
  if (output === undefined) return `There is no output '${named}' to use as the address.`;
  if (output.sensitive) return `The output '${named}' is sensitive, so it is not shown as the address.`;
  return `The output '${named}' is not text, so it is not shown as the address.`;
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
    plan: bounded([countWhatItDoes(plan), ...describeNotes(plan.notes)]),
    approvalFor: bounded(describeNamed(plan.addresses)),
  };
}

const longestFailure = 1_000;

/** Also a run that was stopped leaves what was asked for undone; of what is gone there is nothing to mend. */
function failureIn(view: EnvironmentView): string | null {
  const { status, run, lastRun } = view;
  if (isGone(status)) return null;
  const failure = failureOf(view);
  if (failure) return shorten(failure.reason, longestFailure);
  if (status === 'ready' && !run && lastRun && lastRun.result !== 'applied')
    return `the run ended as ${lastRun.result}`;
  return status === 'ready' || run ? null : `it is ${status}`;
}
