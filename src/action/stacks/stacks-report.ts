import * as z from 'zod';
import { shorten } from '../../client/text/foreign-text';

/** A report is a variable of a step, which holds 131,072 bytes: so many lines of a section, so many characters of a line, so many bytes in all. */
const mostLines = 12;
const longestLine = 250;
const mostBytes = 100_000;

const Section = z.strictObject({ title: z.string(), lines: z.array(z.string()) });
type Section = z.infer<typeof Section>;

/**
 * How a stack stands, for the check, deployment, comment or issue of it: `waits` for a person, `held` until another stack is ready,
 * `started` while the work goes on; `drifted` and `clean` of what was compared with what was applied.
 */
export const StackReport = z.strictObject({
  stack: z.string(),
  verdict: z.enum(['good', 'failed', 'waits', 'held', 'started', 'drifted', 'clean']),
  title: z.string(),
  sections: z.array(Section),
});
export type StackReport = z.infer<typeof StackReport>;

/** What a job found out about the stacks of a folder, for the job behind it; nothing in it is a secret. */
export const StacksReport = z.strictObject({
  command: z.enum(['plan', 'affected', 'apply', 'drift']),
  folder: z.string(),
  /** What is wrong in the files, a line each with its place. */
  problems: z.array(z.string()),
  /** What else failed. */
  cause: z.string().nullable(),
  /** How many stacks are as the control plane has them. */
  unchanged: z.int().nonnegative(),
  stacks: z.array(StackReport),
});
export type StacksReport = z.infer<typeof StacksReport>;

/** The first lines, each cut, and how many are left. */
export function boundedLines(lines: readonly string[], most = mostLines): string[] {
  const left = lines.length - most;
  return [
    ...lines.slice(0, most).map((line) => shorten(line, longestLine)),
    ...(left > 0 ? [`and ${left} more, in the log of the job`] : []),
  ];
}

/** A section where there is anything to say. */
export function sectionOf(title: string, lines: readonly string[]): Section[] {
  return lines.length > 0 ? [{ title, lines: boundedLines(lines) }] : [];
}

/** The report as text that fits into a variable: where there are too many stacks, the last ones are without their sections. */
export function reportText(report: StacksReport): string {
  let left = mostBytes;
  const stacks = report.stacks.map((one) => {
    left -= Buffer.byteLength(JSON.stringify(one));
    return left > 0 ? one : { ...one, sections: sectionOf('Details', ['The log of the job has them.']) };
  });
  return JSON.stringify(StacksReport.parse({ ...report, stacks }));
}
