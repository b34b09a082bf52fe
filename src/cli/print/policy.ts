import type { EstimateView } from '../../client/api';
import { CliError } from '../../client/errors';
import { foldWords } from '../../client/text/fold';
import type { Paint } from '../../client/text/paint';

type Policy = NonNullable<EstimateView['policy']>;
type Finding = Policy['findings'][number];

/** What the policy says of a request before there is a plan, and an empty line; nothing where it says nothing. */
export function renderPolicy({ policy, approval = [] }: EstimateView, paint: Paint): string[] {
  const denying = policy ? denyingOf(policy) : [];
  const withPlan = policy?.withPlan ?? [];
  const lines = [
    ...section(paint.red(`Denied by policy ${policy?.version}`), denying.flatMap(describe), paint),
    ...section(paint.yellow('Will wait for an approver, because'), approval, paint),
    ...section(
      paint.dim('Policy rules judged with the plan'),
      withPlan.length > 0 ? [withPlan.join(', ')] : [],
      paint,
    ),
  ];
  return lines.length > 0 ? [...lines, ''] : [];
}

/** Ends where the policy denies a request in any case, before anybody is asked about it. */
export function refuseDenied({ policy }: EstimateView): void {
  const denying = policy ? denyingOf(policy) : [];
  if (policy === undefined || denying.length === 0) return;
  throw new CliError('invalid', `Policy ${policy.version} denies this request.`, {
    code: 'DeniedByPolicy',
    issues: denying.map((finding) => ({
      field: finding.field ?? finding.rule,
      message: `${sentenceOf(finding)}. To pass: ${finding.fix}`,
    })),
    hints: ['Nothing was requested.'],
  });
}

function denyingOf({ findings }: Policy): Finding[] {
  return findings.filter(({ then }) => then === 'deny');
}

function describe(finding: Finding): string[] {
  return [sentenceOf(finding), `To pass: ${finding.fix}`];
}

function sentenceOf({ rule, value, limit }: Finding): string {
  return `${rule}: ${value} (limit: ${limit})`;
}

/** Lines under a title, as long as the terminal is wide; what follows a line is indented further. */
function section(title: string, lines: readonly string[], { columns }: Paint): string[] {
  if (lines.length === 0) return [];
  return [title, ...lines.flatMap((line) => foldWords(line, columns - 4).map(indented))];
}

function indented(line: string, at: number): string {
  return at === 0 ? `  ${line}` : `    ${line}`;
}
