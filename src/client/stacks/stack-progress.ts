import { counted } from '../../domain/base/counted';
import type { StackView } from '../typed/stack-api';
import { printable } from '../text/paint';
import type { Tick } from '../text/progress';
import { formatDuration } from '../text/time';

type Component = StackView['components'][number];

/** However long a step takes, a log shows a sign of life this often. */
const signOfLifeMs = 30_000;

const stateNames: Record<Component['state'], string> = {
  'not-built': 'not built',
  planning: 'planning',
  waiting: 'planned',
  applying: 'applying',
  ready: 'ready',
  failed: 'failed',
  destroying: 'destroying',
  gone: 'gone',
};

/** How a component stands, in a word or two; a state of a newer control plane is shown as it is. */
export function stateName({ state, current, template, stuck }: Component): string {
  if (stuck) return 'stuck';
  if (state === 'ready' && !current) return template === null ? 'to be removed' : 'to be changed';
  return stateNames[state] ?? state;
}

/** What a component waits for, or why it failed; nothing where it is well. */
export function componentNote({ waitsFor, approve, uncovered, failure, template }: Component): string {
  if (failure !== null) return printable(failure);
  if (approve !== null)
    return `${approve === 'destroy' ? 'its removal' : 'its plan'} awaits approval${reasonOf(uncovered)}`;
  if (waitsFor.length === 0) return '';
  return `${template === null ? 'used by' : 'waits for'} ${waitsFor.map(printable).join(', ')}`;
}

/** Why a yes to the plan of the whole stack does not cover it; a control plane before that has none. */
function reasonOf(uncovered: string | null | undefined): string {
  return uncovered == null ? '' : `: ${printable(uncovered)}`;
}

/** Both in one line: `planned, its plan awaits approval`. */
export function describeStep(component: Component): string {
  const note = componentNote(component);
  return note === '' ? stateName(component) : `${stateName(component)}, ${note}`;
}

/** The stack as one line: how far it is, and how long that has taken; a log shows it now and then. */
export function describeWhole(view: StackView, now: number): Tick {
  const { components, ending, revision } = view;
  const took = now - Date.parse(ending?.at ?? revision.at);
  const gone = components.filter(({ state }) => state === 'gone' || state === 'not-built').length;
  const done = ending ? gone : components.filter(({ current }) => current).length;
  const word = ending ? 'gone' : 'done';
  const text = `${done} of ${counted(components.length, 'component')} ${word} · ${formatDuration(took)}`;
  return { text, key: `${view.name} ${Math.floor(took / signOfLifeMs)}` };
}
