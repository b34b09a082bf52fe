import { toldToPeople } from '../domain/environment/notices';
import type { LocalEvent } from '../emulators/events/event';
import type { EventRule } from '../emulators/events/rule';
import { type FunctionId, functions as planeFunctions } from '../plane/functions';
import { type PlaneRule, rulesOf } from '../plane/rules';
import { workflowNames } from '../plane/workflows';
import { type Functions, invoke } from './functions';
import { account, eventBus, nameHere, region } from './hub';
import { machinePrefixIn } from './hub-environment';

/** The rules of the plane: ended builds and executions settle their runs, and people are notified of what they must know. */
export function planeRules(
  functions: () => Functions | undefined,
  { images, notice }: { images: string[]; notice: (line: string) => void },
): EventRule[] {
  const machineArns = workflowNames.map((workflow) => `${machinePrefixIn(account)}${workflow}`);
  const by = (id: FunctionId) => async (event: unknown) => {
    const started = functions();
    if (started) await invoke(started[id], event);
  };
  const tell = tellOnce(notice);
  const tellPeople: EventRule['target'] = async (event) => {
    tell(event);
    await by('tellPeople')(event);
  };
  const start = ({ name, bus, pattern, target }: PlaneRule): EventRule => ({
    name: nameHere(name),
    eventBusName: bus === 'own' ? eventBus : 'default',
    pattern: { ...pattern },
    target: target === 'tellPeople' ? tellPeople : by(target),
    targetArn: targetArnOf(target),
  });
  return rulesOf({ nameOf: nameHere, machineArns, imageProjects: images }).map(start);
}

/** Whoever started the plane reads at the terminal what others get by mail; an event whose delivery is tried again is shown once. */
function tellOnce(notice: (line: string) => void): (event: LocalEvent) => void {
  const told = new Set<string>();
  return ({ id, detail, 'detail-type': type }) => {
    if (!toldToPeople.includes(type) || told.has(id)) return;
    told.add(id);
    notice(describe(type, detail));
  };
}

function targetArnOf(target: PlaneRule['target']): string {
  return `arn:aws:lambda:${region}:${account}:function:${nameHere(planeFunctions[target].name)}`;
}

function describe(type: string, detail: unknown): string {
  const { environment, item, data } = detail as {
    environment?: string;
    item?: string;
    data?: { reason?: unknown };
  };
  const reason = typeof data?.reason === 'string' ? `: ${data.reason}` : '';
  return `${environment ?? item ?? ''} ${type}${reason}`;
}
