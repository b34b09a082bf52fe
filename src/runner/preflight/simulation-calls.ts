import type { Question } from './planned-questions';
import type { RequestContext } from './request-context';

/** What one call asks IAM: every action on every resource, in one context. The answers to other pairs are not looked at. */
export interface SimulationCall {
  actions: string[];
  resources: string[];
  context: RequestContext;
  questions: Question[];
}

/** A call answers every pair of its actions and resources, and more of them would take IAM longer than another call. */
const mostPairs = 100;

/** As few calls as hold all questions, each in its own context. */
export function callsOf(questions: Question[]): SimulationCall[] {
  const calls: SimulationCall[] = [];
  for (const question of questions) {
    const alone = { ...namesOf([question]), context: question.context, questions: [question] };
    const at = calls.findIndex((call) => agree(call, alone));
    const call = calls[at];
    if (call) calls[at] = joined(call, alone);
    else calls.push(alone);
  }
  return calls;
}

/** IAM takes no `*` beside ARNs. */
function agree(call: SimulationCall, other: SimulationCall): boolean {
  const { actions, resources } = namesOf([...call.questions, ...other.questions]);
  const haveObjects = resources.length === 1 || !resources.includes('*');
  return haveObjects && actions.length * resources.length <= mostPairs && contextsAgree(call, other);
}

/** AWS fills in a service's own keys for its own actions only, so those of another service may stand beside them. */
function contextsAgree(one: SimulationCall, other: SimulationCall): boolean {
  const keys = Object.keys({ ...one.context, ...other.context });
  return keys.every((key) => {
    const [values, others] = [one.context[key], other.context[key]];
    if (values && others) return values.join() === others.join();
    return !seesKey(values ? other : one, key);
  });
}

function seesKey({ actions }: SimulationCall, key: string): boolean {
  const prefix = key.slice(0, key.indexOf(':') + 1);
  return prefix === 'aws:' || actions.some((action) => action.startsWith(prefix));
}

function joined(call: SimulationCall, other: SimulationCall): SimulationCall {
  const questions = [...call.questions, ...other.questions];
  return { ...namesOf(questions), context: { ...call.context, ...other.context }, questions };
}

function namesOf(questions: Question[]): Pick<SimulationCall, 'actions' | 'resources'> {
  const distinct = (names: string[]) => [...new Set(names)];
  return {
    actions: distinct(questions.map(({ action }) => action)),
    resources: distinct(questions.map(({ resource }) => resource)),
  };
}
