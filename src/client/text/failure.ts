import type { Failure } from '../../domain/environment/outcome';
import type { EnvironmentView } from '../typed/types';
import { type Paint, printable } from './paint';

/** What went wrong last, if it still matters: the cause, and the resources it is about. */
export function describeTrouble(view: EnvironmentView, paint: Paint): string[] {
  const failure = failureOf(view);
  return failure ? describeFailure(failure, paint) : [];
}

/** The failure that still matters in the status that the environment has. */
export function failureOf({ status, failure, destruction, lastRun }: EnvironmentView): Failure | null {
  if (status === 'destroying' || status === 'stuck' || status === 'forgotten')
    return destruction?.failure ?? null;
  if (status === 'ready') return lastRun?.failure ?? null;
  return failure ?? null;
}

function describeFailure({ class: kind, reason, addresses }: Failure, paint: Paint): string[] {
  const [first = '', ...rest] = printable(reason).trim().split('\n');
  return [
    `${paint.red('Cause:')} ${first} ${kind === 'unknown' ? '' : paint.dim(`(${kind})`)}`.trimEnd(),
    ...rest.map((line) => `  ${line}`.trimEnd()),
    ...addresses.map((address) => `  ${paint.red('✗')} ${printable(address)}`),
  ];
}
