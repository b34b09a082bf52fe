import type { EnvironmentView } from '../../domain/environment/view';
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
  return [...readLogs(view), ...mend(view)];
}

function readLogs({ name, lastRun }: EnvironmentView): string[] {
  return lastRun?.result === 'failed' ? [`idp logs ${name} --run ${lastRun.id}`] : [];
}

function mend(view: EnvironmentView): string[] {
  const { name, id, status } = view;
  switch (status) {
    case 'failed':
      if (view.failure?.class === 'emulator-lost') return [`idp destroy ${name}`];
      return [`idp retry ${name}`, `idp destroy ${name}`];
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
