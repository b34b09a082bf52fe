import type { Answer } from '../../front/call';
import { type Document, documentIn, layered, pickedFrom, textIn } from '../kept/document';
import { alongside, type Asked, bodyOf, changed, type Routes, took } from '../kept/routed';
import { clusterOf, type EksMemory, keyBelow, updated, withTags } from './cluster';

const forgotten = ['launchTemplate', 'releaseVersion', 'remoteAccess', 'updateConfig', 'version'];

/** Managed node groups and Fargate profiles: moto invents a key for those that nobody may reach, and forgets how they are updated. */
export function nodeGroupRoutes(memory: EksMemory): Routes {
  const group = '/clusters/{}/node-groups/{}';
  const profile = '/clusters/{}/fargate-profiles/{}';
  return {
    'POST /clusters/{}/node-groups': (asked) => make(asked, memory),
    [`GET ${group}`]: async (asked) => described(asked, await asked.forward(asked.call), memory),
    [`DELETE ${group}`]: (asked) => remove(asked, memory),
    [`POST ${group}/update-config`]: (asked) => change(asked, memory),
    [`POST ${group}/update-version`]: (asked) => upgrade(asked, memory),
    'POST /clusters/{}/fargate-profiles': async (asked) =>
      tagged(await asked.forward(asked.call), 'fargateProfile', memory),
    [`GET ${profile}`]: async (asked) => withTags(await asked.forward(asked.call), 'fargateProfile', memory),
    [`DELETE ${profile}`]: async (asked) =>
      untagged(await asked.forward(asked.call), 'fargateProfile', memory),
  };
}

async function make(asked: Asked, memory: EksMemory): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  const answer = await asked.forward(asked.call);
  const name = textIn(asked.input, 'nodegroupName') ?? '';
  const version = memory.clusters.get(keyBelow(asked))?.['version'] ?? found.cluster['version'];
  const kept = { version, ...pickedFrom(asked.input, forgotten) };
  if (took(answer)) memory.nodeGroups.set(keyBelow(asked, name), kept);
  const named = { ...asked, names: [...asked.names, name] };
  return described(named, tagged(answer, 'nodegroup', memory), memory);
}

function described(asked: Asked, answer: Answer, memory: EksMemory): Answer {
  const kept = memory.nodeGroups.get(keyBelow(asked, asked.names[1] ?? ''));
  const whole = changed(answer, ({ nodegroup }) => ({ nodegroup: as(documentIn(nodegroup), kept ?? {}) }));
  return withTags(whole, 'nodegroup', memory);
}

function as({ remoteAccess: _, ...group }: Document, kept: Document): Document {
  const launchTemplate = kept['launchTemplate'] && {
    ...documentIn(group['launchTemplate']),
    ...documentIn(kept['launchTemplate']),
  };
  return layered(group, { updateConfig: { maxUnavailable: 1 } }, kept, { launchTemplate });
}

async function remove(asked: Asked, memory: EksMemory): Promise<Answer> {
  const answer = described(asked, await asked.forward(asked.call), memory);
  if (took(answer)) memory.nodeGroups.delete(keyBelow(asked, asked.names[1] ?? ''));
  return untagged(answer, 'nodegroup', memory);
}

async function change(asked: Asked, memory: EksMemory): Promise<Answer> {
  const answer = await asked.forward(asked.call);
  return took(answer) ? keep(asked, memory, 'ConfigUpdate') : answer;
}

async function upgrade(asked: Asked, memory: EksMemory): Promise<Answer> {
  const { names } = asked;
  const path = `/clusters/${names[0]}/node-groups/${names[1]}`;
  const group = await alongside(asked, 'GET', path);
  return took(group) ? keep(asked, memory, 'VersionUpdate') : group;
}

function keep(asked: Asked, memory: EksMemory, type: string): Answer {
  const key = keyBelow(asked, asked.names[1] ?? '');
  memory.nodeGroups.set(key, layered(memory.nodeGroups.get(key) ?? {}, pickedFrom(asked.input, forgotten)));
  return updated(asked, memory, type);
}

/** Keeps the tags of what was made: moto changes those of clusters only. */
function tagged(answer: Answer, member: string, { tags }: EksMemory): Answer {
  const made = documentIn(bodyOf(answer)[member]);
  const arn = textIn(made, `${member}Arn`);
  if (took(answer) && arn !== undefined) tags.set(arn, { tags: documentIn(made['tags']) });
  return answer;
}

function untagged(answer: Answer, member: string, { tags }: EksMemory): Answer {
  const arn = textIn(documentIn(bodyOf(answer)[member]), `${member}Arn`);
  if (took(answer) && arn !== undefined) tags.delete(arn);
  return answer;
}
