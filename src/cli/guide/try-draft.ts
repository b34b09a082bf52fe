import type { EstimateCostBody } from '../../client/typed/types';
import type { Api } from '../../client/api';
import { CliError } from '../../client/errors';

/** Why the control plane does not take what a draft has in this field; undefined where it does, whatever else is still missing. */
export async function whyRefused(
  field: string,
  draft: EstimateCostBody,
  api: Pick<Api, 'estimateCost'>,
): Promise<string | undefined> {
  try {
    await api.estimateCost(draft);
    return undefined;
  } catch (error) {
    return reasonFor(field, error);
  }
}

function reasonFor(field: string, error: unknown): string | undefined {
  const issues = error instanceof CliError && error.kind === 'invalid' ? error.facts.issues : undefined;
  if (!issues || issues.length === 0) throw error;
  const own = issues.filter((issue) => issue.field === field || issue.field.startsWith(`${field}.`));
  return own.length > 0 ? own.map(({ message }) => message).join('; ') : undefined;
}
