import type { Paint } from '../../client/text/paint';
import { printable } from '../../client/text/paint';
import type { ResponseOf } from '../../client/typed/operation';
import { counted } from '../../domain/base/counted';

/** What a run rotated, or would rotate. */
export type RotationList = ResponseOf<'get-rotation'>;
type Resource = RotationList['resources'][number];

const results: Readonly<Record<string, string>> = {
  'to-do': 'to do',
  rotated: 'rotated',
  left: 'left as it is',
  failed: 'failed',
};
const states: Readonly<Record<string, string>> = {
  'to-do': 'to do',
  done: 'done',
  'done-before': 'done before',
  failed: 'failed',
};

/** Each resource with its steps, or why it stays as it is. */
export function renderRotation({ resources }: RotationList, paint: Paint): string[] {
  if (resources.length === 0) return ['It holds no value that Leasehold could rotate.'];
  const rotated = resources.filter(({ result }) => result !== 'left').length;
  const left = resources.length - rotated;
  return [
    ...resources.flatMap((one) => renderResource(one, paint)),
    `${counted(rotated, 'value')} to rotate or rotated, ${String(left)} left.`,
  ];
}

function renderResource({ address, what, result, why, steps }: Resource, paint: Paint): string[] {
  const reason = why === undefined ? [] : [`  ${printable(why)}`];
  const done = steps.map(
    ({ step, state, does }) =>
      `  ${step}: ${printable(does)} ${paint.dim(`(${states[state] ?? printable(state)})`)}`,
  );
  const head = `${paint.bold(printable(address))} (${printable(what)}): ${results[result] ?? printable(result)}`;
  return [head, ...reason, ...done];
}
