import * as z from 'zod';

const Severity = z.enum(['critical', 'high', 'medium', 'low']);
type Severity = z.infer<typeof Severity>;

/** What of the findings of an image's scan refuses an apply: this severity and every one above it. */
export const ImageFindings = z.strictObject({
  refuse: Severity.default('critical').describe('This severity and every one above it refuses an apply.'),
  exempt: z
    .array(z.string())
    .default([])
    .describe('Image repositories that are not judged, such as those whose images no scanner can read.'),
});
export type ImageFindings = z.infer<typeof ImageFindings>;

/** One finding, such as a CVE, with its severity in lower case. */
export interface ScanFinding {
  name: string;
  severity: string;
}

/** How many findings of each severity, in lower case, a scan came to. */
export type SeverityCounts = Readonly<Record<string, number>>;

/** Worst first; the last three are what scanners say of findings that nobody has rated. */
const ranks = [...Severity.options, 'informational', 'untriaged', 'undefined'];
const mostNamed = 5;

/** Whether a scan came to anything of a refused severity. */
export function isRefused(counts: SeverityCounts, { refuse }: Pick<ImageFindings, 'refuse'>): boolean {
  return refusedBy(refuse).some((severity) => (counts[severity] ?? 0) > 0);
}

/** `2 critical, 7 high`: every severity that was found, worst first. */
export function describeCounts(counts: SeverityCounts): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  const sorted = found.sort(([one], [other]) => rankOf(one) - rankOf(other));
  return sorted.map(([severity, count]) => `${count} ${severity}`).join(', ');
}

/** The names of the worst few. */
export function describeWorst(findings: readonly ScanFinding[]): string {
  const sorted = [...findings].sort((one, other) => rankOf(one.severity) - rankOf(other.severity));
  return sorted
    .slice(0, mostNamed)
    .map(({ name, severity }) => `${name} (${severity})`)
    .join(', ');
}

function refusedBy(refuse: Severity): Severity[] {
  return Severity.options.slice(0, Severity.options.indexOf(refuse) + 1);
}

function rankOf(severity: string): number {
  const rank = ranks.indexOf(severity);
  return rank < 0 ? ranks.length : rank;
}
