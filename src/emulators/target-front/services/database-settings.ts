import { type Answer, type Call, serviceOf, withText } from '../../front/call';
import { errorAnswer } from '../../authorize/refusal';
import type { Correction } from '../correction';
import { type Kept, keyOf } from '../kept/document';
import { formOf, regionOf } from '../kept/routed';

/**
 * moto does not say that the parameters of a parameter group are those that a caller set, which is all that it lists; it resets
 * none, so those that were reset are kept here; and it describes the capacity of serverless clusters of clusters that have none.
 */
export function databaseSettings(reset: Kept = new Map()): Correction {
  return {
    concerns: (head) => serviceOf(head) === 'rds',
    correct: async (call, forward) => {
      const form = formOf(call);
      const action = form.get('Action') ?? '';
      const group = groupIn(call, form);
      if (/^ResetDB(Cluster)?ParameterGroup$/.test(action)) return resetIn(reset, group, form);
      const answer = await forward(call);
      if (answer.status >= 300) return answer;
      learn(reset, group, form);
      return told(answer, form, reset.get(group) ?? {});
    },
  };
}

/** Parameter groups of instances and of clusters have names of their own. */
function groupIn(call: Call, form: URLSearchParams): string {
  const [ofCluster, ofInstance] = [form.get('DBClusterParameterGroupName'), form.get('DBParameterGroupName')];
  return keyOf(regionOf(call), ofCluster === null ? 'instance' : 'cluster', ofCluster ?? ofInstance ?? '');
}

const parametersIn = (form: URLSearchParams): string[] =>
  [...form].filter(([name]) => name.endsWith('.ParameterName')).map(([, value]) => value);

function resetIn(reset: Kept, group: string, form: URLSearchParams): Answer {
  const names = parametersIn(form);
  if (names.length === 0)
    return errorAnswer('query', {
      status: 400,
      code: 'EmulatorLacksOperation',
      message: 'The front of the AWS emulator resets parameters by their names only.',
    });
  reset.set(group, { ...reset.get(group), ...Object.fromEntries(names.map((name) => [name, true])) });
  const action = form.get('Action');
  const name = form.get('DBClusterParameterGroupName') ?? form.get('DBParameterGroupName') ?? '';
  const member =
    action === 'ResetDBClusterParameterGroup' ? 'DBClusterParameterGroupName' : 'DBParameterGroupName';
  const result = `<${action}Result><${member}>${name}</${member}></${action}Result>`;
  const body = `<${action}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/">${result}</${action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) };
}

/** A parameter that is set again is no more reset; a group that is gone takes all with it. */
function learn(reset: Kept, group: string, form: URLSearchParams): void {
  const action = form.get('Action') ?? '';
  const before = reset.get(group);
  if (before === undefined) return;
  const set = parametersIn(form);
  const left = Object.entries(before).filter(([name]) => !set.includes(name));
  if (/^DeleteDB(Cluster)?ParameterGroup$/.test(action) || left.length === 0) reset.delete(group);
  else if (/^ModifyDB(Cluster)?ParameterGroup$/.test(action)) reset.set(group, Object.fromEntries(left));
}

function told(answer: Answer, form: URLSearchParams, reset: Record<string, unknown>): Answer {
  const text = answer.body.toString('utf8');
  const action = form.get('Action') ?? '';
  if (/^DescribeDB(Cluster)?Parameters$/.test(action)) return withText(answer, asSet(text, form, reset));
  return /DBCluster/.test(action)
    ? withText(answer, text.replaceAll('<ScalingConfigurationInfo/>', ''))
    : answer;
}

function asSet(text: string, form: URLSearchParams, reset: Record<string, unknown>): string {
  const isAsked = (form.get('Source') ?? 'user') === 'user';
  return text.replaceAll(
    /<Parameter>.*?<ParameterName>(.*?)<\/ParameterName>.*?<\/Parameter>/gs,
    (one, name: string) =>
      !isAsked || Object.hasOwn(reset, name)
        ? ''
        : one.replace('</Parameter>', '<Source>user</Source></Parameter>'),
  );
}
