import { AwsFault } from '../aws-json';
import { membersOf } from './query-members';

/** What a simulation is asked: every action on every resource. */
export interface SimulationInput {
  actions: string[];
  /** ARNs, or `*` alone. */
  resources: string[];
  /** Condition keys in lower case, because IAM ignores their case, with their values. */
  context: ReadonlyMap<string, string[]>;
}

/** Reads the fields of the request; refuses what IAM refuses (`InvalidInput`). */
export function readSimulation(form: URLSearchParams): SimulationInput {
  const actions = membersOf(form, 'ActionNames');
  const given = membersOf(form, 'ResourceArns');
  const resources = given.length > 0 ? given : ['*'];
  refuseNoArn(resources);
  if (resources[0] !== '*') refuseMixed(actions);
  return { actions, resources, context: contextOf(form) };
}

/** IAM takes `*` alone, and beside an ARN for no ARN. */
function refuseNoArn(resources: string[]): void {
  if (resources.length === 1 && resources[0] === '*') return;
  const wrong = resources.find((one) => !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+/.test(one));
  if (wrong !== undefined)
    throw new AwsFault('InvalidInput', `ResourceNames are not in a valid ARN format: ${wrong}.`);
}

/**
 * Actions whose resources IAM's simulator does not know; on ARNs it takes none of them beside others. Its list is nowhere
 * published; these are of those that people have run into.
 */
const withoutResources = new Set(['apigateway:tagresource', 'sts:assumerole']);

function refuseMixed(actions: string[]): void {
  const apart = actions.filter((action) => withoutResources.has(action.toLowerCase()));
  const others = actions.filter((action) => !apart.includes(action));
  if (apart.length === 0 || others.length === 0) return;
  const lists = `[${others.join(',')}] and [${apart.join(',')}]`;
  throw new AwsFault(
    'InvalidInput',
    `Invalid Input Actions: ${lists} require different authorization information.`,
  );
}

function contextOf(form: URLSearchParams): Map<string, string[]> {
  const entries = new Map<string, string[]>();
  for (let at = 1; form.has(`ContextEntries.member.${at}.ContextKeyName`); at += 1) {
    const entry = `ContextEntries.member.${at}`;
    const key = form.get(`${entry}.ContextKeyName`) ?? '';
    entries.set(key.toLowerCase(), membersOf(form, `${entry}.ContextKeyValues`));
  }
  return entries;
}
