import type { StackView } from '../../../client/typed/stack-api';
import type { DomainEvent } from '../../../client/typed/types';
import { formatDuration, formatSecond } from '../../../client/text/time';
import { renderTable } from '../../../client/text/table';
import type { Context } from '../../context';
import { CliError } from '../../../client/errors';

/** When a component was asked for, planned, applied and ready, as far as it came in this revision. */
export interface ComponentTimes {
  component: string;
  layer: number;
  asked: string | null;
  applying: string | null;
  ended: string | null;
  result: 'ready' | 'failed' | 'destroyed' | null;
}

/** `idp stacks timeline`: by layers, when each component was asked for, applied and ready since the revision in force began. */
export async function showTimeline(context: Context, name: string): Promise<void> {
  const { api, screen } = context;
  const view = await api.watch.getStack(name);
  const [started, times] = await Promise.all([startOf(context, name, view), readTimes(context, view)]);
  const found = times.map((one) => since(one, started));
  screen.show({ stack: name, revision: view.revision.number, started, components: found }, () => [
    `Revision ${view.revision.number} of ${screen.paint.bold(name)}, from ${formatSecond(started)}`,
    ...renderTimes(found, started, screen.paint.columns),
  ]);
}

/** When the revision came into force: it may have waited for another one. */
async function startOf({ api }: Context, name: string, { revision }: StackView): Promise<string> {
  const { items } = await api.readStackEvents(name);
  const begun = items.findLast(({ type }) => type === 'StackRevisionStarted');
  return begun && begun.at > revision.at ? begun.at : revision.at;
}

type Read = Pick<ComponentTimes, 'component' | 'layer'> & { events: DomainEvent[] };

function readTimes({ api }: Context, { components }: StackView): Promise<Read[]> {
  return Promise.all(
    components.map(async ({ name, environment, layer }) => ({
      component: name,
      layer,
      events: await eventsOf(api, environment),
    })),
  );
}

/** A component that was never asked for has no environment, and no events. */
async function eventsOf(api: Context['api'], environment: string): Promise<DomainEvent[]> {
  try {
    return await api.listEvents(environment, 0);
  } catch (error) {
    if (error instanceof CliError && error.kind === 'not-found') return [];
    throw error;
  }
}

const askedBy = ['EnvironmentRequested', 'EnvironmentChangeRequested', 'EnvironmentDestroyRequested'];
const ends: Readonly<Record<string, NonNullable<ComponentTimes['result']>>> = {
  RunSucceeded: 'ready',
  RunFailed: 'failed',
  EnvironmentDestroyed: 'destroyed',
};

function since({ component, layer, events }: Read, started: string): ComponentTimes {
  const own = events.filter(({ at }) => at >= started);
  const last = own.findLast(({ type }) => type in ends);
  return {
    component,
    layer,
    asked: own.find(({ type }) => askedBy.includes(type))?.at ?? null,
    applying: own.findLast(({ type }) => type === 'RunApplying')?.at ?? null,
    ended: last?.at ?? null,
    result: (last && ends[last.type]) ?? null,
  };
}

function renderTimes(times: readonly ComponentTimes[], started: string, columns: number): string[] {
  const header = ['LAYER', 'COMPONENT', 'ASKED', 'APPLYING', 'END', 'TOOK', 'RESULT'];
  const after = (at: string | null) => (at === null ? '-' : `+${between(started, at)}`);
  const rows = times.map(({ component, layer, asked, applying, ended, result }) => [
    String(layer),
    component,
    after(asked),
    after(applying),
    after(ended),
    asked !== null && ended !== null ? between(asked, ended) : '-',
    result ?? (asked === null ? 'unchanged' : 'under way'),
  ]);
  return renderTable(header, rows, columns);
}

function between(from: string, to: string): string {
  return formatDuration(Date.parse(to) - Date.parse(from));
}
