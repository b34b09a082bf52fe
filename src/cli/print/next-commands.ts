import type { EnvironmentView } from '../../domain/environment/view';
import type { Paint } from '../../client/text/paint';

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

function mend({ name, id, status, destruction }: EnvironmentView): string[] {
  switch (status) {
    case 'failed':
      return [`idp retry ${name}`, `idp destroy ${name}`];
    case 'destroying':
    case 'stuck':
      return [
        ...(destruction?.failure?.class === 'locked' ? [`idp unlock ${name}`] : []),
        `idp retry ${name}`,
      ];
    case 'destroyed':
      return [`idp life ${id}`];
    case 'pending':
    case 'ready':
      return [];
  }
}
