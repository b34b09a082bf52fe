import { row } from '../error-row';

/** What references between environments forbid. */
export const referenceErrors = {
  InUse: row(
    'conflict',
    (d: { name: string; by: string[] }) =>
      `'${d.name}' is used by ${d.by.slice(0, 10).join(', ')}${d.by.length > 10 ? ` and ${d.by.length - 10} more` : ''}. Destroy ${d.by.length === 1 ? 'it' : 'them'} first.`,
  ),
  OutlivesProducer: row(
    'conflict',
    (d: Record<'name' | 'ends' | 'producer' | 'producerEnds', string>) =>
      `'${d.name}' would end at ${d.ends}, but it takes outputs of '${d.producer}', which ends at ${d.producerEnds}. Use a shorter ttl, or extend '${d.producer}' first.`,
  ),
  CannotBeUsed: row(
    'conflict',
    (d: { name: string; because: string }) =>
      `Outputs of '${d.name}' cannot be used: ${d.because}. Check it with 'idp status ${d.name}'.`,
  ),
};
