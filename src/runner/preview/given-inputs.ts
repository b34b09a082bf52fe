import type { PreviewOrder } from '../../domain/stack/plan/preview-order';
import type { GivenInput } from '../../domain/terraform/consent/shown-plan';
import { joined } from './joined-outputs';

/** Each input as it was given: a value with the outputs that it is of, or those that it will be of. */
export function givenInputs({
  inputs,
  from,
  pending,
}: Pick<PreviewOrder, 'inputs' | 'from' | 'pending'>): Record<string, GivenInput> {
  const sources = joined(from);
  const known = Object.entries(inputs).map(([name, value]): [string, GivenInput] => [
    name,
    { value, ...(sources[name] !== undefined && { from: sources[name] }) },
  ]);
  const open = Object.entries(joined(pending)).map(([name, of]): [string, GivenInput] => [
    name,
    { pending: of },
  ]);
  return Object.fromEntries([...known, ...open]);
}
