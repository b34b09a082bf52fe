import type { EstimateView } from '../../client/api';
import { CliError } from '../../client/errors';
import type { Paint } from '../../client/text/paint';

type Policy = NonNullable<EstimateView['policy']>;
type Finding = Policy['findings'][number];

/** What the policy says of a request before there is a plan, and an empty line; nothing where it says nothing. */
export function renderPolicy({ policy, approval = [] }: EstimateView, paint: Paint): string[] {
  const denying = policy ? denyingOf(policy) : [];
  const withPlan = policy?.withPlan ?? [];
  const lines = [
    ...section(paint.red(`Denied by policy ${policy?.version}`), denying.flatMap(describe)),
    ...section(paint.yellow('Will wait for an approver, because'), approval),
    ...(withPlan.length > 0 ? [paint.dim(`Policy rules judged with the plan: ${withPlan.join(', ')}`)] : []),
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
  return [sentenceOf(finding), `  To pass: ${finding.fix}`];
}

function sentenceOf({ rule, value, limit }: Finding): string {
  return `${rule}: ${value} (limit: ${limit})`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : [];
}
