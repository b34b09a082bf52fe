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
  const tell: EventRule['target'] = (event) => {
    notice(describe(event['detail-type'], event.detail));
    return Promise.resolve();
  };
  const start = ({ name, bus, pattern, target }: PlaneRule): EventRule => ({
    name: nameHere(name),
    eventBusName: bus === 'own' ? eventBus : 'default',
    pattern: { ...pattern },
    target: target === 'people' ? tell : by(target),
    targetArn: targetArnOf(target),
  });
  return rulesOf({ nameOf: nameHere, machineArns, imageProjects: images }).map(start);
}

/** People are notified by a topic on AWS, and at the terminal here. */
function targetArnOf(target: PlaneRule['target']): string {
  const name = target === 'people' ? nameHere('notices') : nameHere(planeFunctions[target].name);
  const resource = target === 'people' ? name : `function:${name}`;
  return `arn:aws:${target === 'people' ? 'sns' : 'lambda'}:${region}:${account}:${resource}`;
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
