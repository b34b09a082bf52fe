import type { Failure, FailureClass } from '../../domain/environment/outcome';
import type { EnvironmentView } from '../../client/typed/types';
import { type Paint, printable } from '../../client/text/paint';

/** What a person would type next, a line each; nothing where there is nothing to do. */
export function suggestNext(view: EnvironmentView, paint: Paint): string[] {
  return nextCommands(view).map((command) => `${paint.dim('Next:')} ${command}`);
}

function nextCommands(view: EnvironmentView): string[] {
  const { name, run } = view;
  if (run?.phase === 'awaiting-approval')
    return [`idp plan ${name}`, `idp approve ${name}`, `idp reject ${name}`];
  if (run) return [`idp status ${name} --watch`, `idp logs ${name} --follow`];
  if (view.status === 'failed') return afterFailure(view);
  return [...changeAgain(view), ...readLogs(view), ...mend(view)];
}

/** What mends it comes first: other inputs where the same ones would fail again, else another attempt. */
function afterFailure(view: EnvironmentView): string[] {
  const { name, failure } = view;
  if (failure?.class === 'emulator-lost') return [...readLogs(view), `idp destroy ${name}`];
  const again = [...readLogs(view), `idp retry ${name}`];
  const ways = needsOtherInputs(failure) ? [update(name), ...again] : again.reverse();
  return [...ways, `idp destroy ${name}`];
}

/** A change that failed left what was ready as it was. */
function changeAgain({ name, status, lastRun }: EnvironmentView): string[] {
  const failed = status === 'ready' && lastRun?.result === 'failed' && needsOtherInputs(lastRun.failure);
  return failed ? [update(name)] : [];
}

const update = (name: string): string => `idp update ${name} -i <input>=<value>`;

/** The failures of what was asked for itself, which the same inputs would meet again. */
const ofInputs: readonly FailureClass[] = ['configuration', 'policy', 'quota', 'unknown'];

function needsOtherInputs(failure: Failure | null | undefined): boolean {
  return failure != null && ofInputs.includes(failure.class);
}

function readLogs({ name, lastRun }: EnvironmentView): string[] {
  return lastRun?.result === 'failed' ? [`idp logs ${name} --run ${lastRun.id}`] : [];
}

function mend(view: EnvironmentView): string[] {
  const { name, id, status } = view;
  switch (status) {
    case 'failed':
    case 'destroying':
    case 'stuck':
      return [...needsWord(view), `idp retry ${name}`];
    case 'destroyed':
    case 'forgotten':
      return [`idp life ${id}`];
    case 'pending':
    case 'ready':
      return [];
  }
}

/** What a person can say that ends the wait of a destroy. */
function needsWord({ name, destruction, unaccounted = [] }: EnvironmentView): string[] {
  if (destruction?.failure?.class === 'locked') return [`idp unlock ${name}`];
  return unaccounted.map((address) => `idp disown ${name} --address ${quoteWord(address)}`);
}

/** An address as one word of a shell. */
function quoteWord(address: string): string {
  const word = printable(address);
  return /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
