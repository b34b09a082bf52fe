import type { EstimateCostBody } from '../../client/typed/types';
import type { Api, EstimateView } from '../../client/api';
import { CliError } from '../../client/errors';

/** Why the control plane does not take what a draft has in this field; undefined where it does, whatever else is still missing. */
export async function whyRefused(
  field: string,
  draft: EstimateCostBody,
  api: Pick<Api, 'estimateCost'>,
): Promise<string | undefined> {
  try {
    return deniedFor(field, await api.estimateCost(draft));
  } catch (error) {
    return reasonFor(field, error);
  }
}

/** Why the stage's policy denies the draft in any case, where this field decides it. */
function deniedFor(field: string, { policy }: EstimateView): string | undefined {
  const own = policy?.findings.filter(({ then, field: of }) => then === 'deny' && of === field) ?? [];
  const reasons = own.map(
    ({ rule, value, limit, fix }) => `${rule}: ${value} (limit: ${limit}). To pass: ${fix}`,
  );
  return reasons.length > 0 ? `is denied by policy ${policy?.version}: ${reasons.join('; ')}` : undefined;
}

function reasonFor(field: string, error: unknown): string | undefined {
  const issues = error instanceof CliError && error.kind === 'invalid' ? error.facts.issues : undefined;
  if (!issues || issues.length === 0) throw error;
  const own = issues.filter((issue) => issue.field === field || issue.field.startsWith(`${field}.`));
  return own.length > 0 ? own.map(({ message }) => message).join('; ') : undefined;
}
