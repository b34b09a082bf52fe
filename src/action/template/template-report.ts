import * as z from 'zod';
import { shorten } from '../../client/text/foreign-text';

/** A report is a variable of a step, which holds 131,072 bytes: so many lines of a list, so many characters of a line. */
const mostLines = 40;
const longestLine = 400;
const Lines = z.array(z.string());

/** What became of a trial: `waits` for a person, `left` where something of it is still there; `none` where there was none. */
export const TrialReport = z.strictObject({
  result: z.enum(['passed', 'failed', 'left', 'waits', 'none']),
  /** Why there is none, why it failed, or what it waits for. */
  why: Lines,
  environment: z.string().nullable(),
  life: z.string().nullable(),
  expiresAt: z.string().nullable(),
  /** What its plan makes: so many of each type. */
  resources: Lines,
  cost: z
    .strictObject({
      monthly: z.number(),
      lease: z.number().nullable(),
      /** How many parts have no price. */
      unpriced: z.number().int(),
      /** What template.yaml states in USD a month, by which requests are judged before their plan; null where that is not known. */
      stated: z.number().nullable(),
    })
    .nullable(),
  /** Types that an administrator has not accepted. */
  unaccepted: Lines,
  receipt: z
    .strictObject({
      built: z.boolean(),
      checked: z.number().int(),
      digest: z.string().nullable(),
      endedAt: z.string(),
    })
    .nullable(),
});
export type TrialReport = z.infer<typeof TrialReport>;

/** What a job found out about a template, for the comment that follows; nothing in it is a secret. */
export const TemplateReport = z.strictObject({
  folder: z.string(),
  /** Name and version; null where it was not packed. */
  template: z.string().nullable(),
  /** Why publication would refuse it. */
  reasons: Lines,
  /** What its publisher should know, such as types without prices, or without actions to destroy them. */
  notes: Lines,
  /** What else failed. */
  cause: z.string().nullable(),
  trial: TrialReport.nullable(),
});
export type TemplateReport = z.infer<typeof TemplateReport>;

/** A trial of which nothing is known but what is given. */
export function trialReport(known: Pick<TrialReport, 'result'> & Partial<TrialReport>): TrialReport {
  return {
    why: [],
    environment: null,
    life: null,
    expiresAt: null,
    resources: [],
    cost: null,
    unaccepted: [],
    receipt: null,
    ...known,
  };
}

/** The first lines, each cut, and how many are left. */
export function bounded(lines: readonly string[]): string[] {
  const left = lines.length - mostLines;
  return [
    ...lines.slice(0, mostLines).map((line) => shorten(line, longestLine)),
    ...(left > 0 ? [`and ${left} more, in the log of the job`] : []),
  ];
}
