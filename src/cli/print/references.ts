import type { EnvironmentView } from '../../client/typed/types';
import { formatInstant } from '../../client/text/time';

/** Which inputs were taken from outputs of others, line by line: `vpc_id = env:network.vpc_id`. */
export function describeReferences({ references = {} }: EnvironmentView): string[] {
  return Object.entries(references).map(([input, text]) => `${input} = ${text}`);
}

/** Which environments take its outputs, and that its end waits for them. */
export function describeUsers({ usedBy = [], ending }: EnvironmentView): string[] {
  if (usedBy.length === 0) return [];
  const names = usedBy.slice(0, 10).join(', ');
  const more = usedBy.length > 10 ? ` and ${usedBy.length - 10} more` : '';
  const reason = ending?.reason === 'expired' ? 'its lease has ended' : 'its budget is used up';
  const since = ending ? [`waits for their end since ${formatInstant(ending.since)}: ${reason}`] : [];
  return [`${names}${more}`, ...since];
}
