import * as z from 'zod';
import type { Answer } from '../../front/call';
import { below, type Document, documentIn, layered, pickedFrom, textIn } from '../kept/document';
import { type Asked, jsonAnswer, type Routes } from '../kept/routed';
import { arnBelow, clusterOf, type EksMemory, keyBelow, refusedByEks } from './cluster';

const entry = '/clusters/{}/access-entries/{}';

/** Who may enter a cluster, and with which of AWS's access policies; moto knows none of it. */
export function accessEntryRoutes(memory: EksMemory): Routes {
  const policies = `${entry}/access-policies`;
  return {
    'POST /clusters/{}/access-entries': (asked) => make(asked, memory),
    'GET /clusters/{}/access-entries': (asked) => list(asked, memory),
    [`GET ${entry}`]: (asked) => withEntry(asked, memory, (found) => described(found, memory)),
    [`POST ${entry}`]: (asked) => withEntry(asked, memory, (found) => change(asked, memory, found)),
    [`DELETE ${entry}`]: (asked) => withEntry(asked, memory, (found) => remove(asked, memory, found)),
    [`POST ${policies}`]: (asked) => withEntry(asked, memory, (found) => associate(asked, memory, found)),
    [`GET ${policies}`]: (asked) => withEntry(asked, memory, associated),
    [`DELETE ${policies}/{+}`]: (asked) =>
      withEntry(asked, memory, (found) => disassociate(asked, memory, found)),
  };
}

const settings = ['kubernetesGroups', 'username'];

async function make(asked: Asked, memory: EksMemory): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  const principal = textIn(asked.input, 'principalArn') ?? '';
  const key = keyBelow(asked, principal);
  if (!admits(memory.clusters.get(keyBelow(asked)) ?? {}))
    return refusedByEks(
      'InvalidRequestException',
      "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
    );
  if (memory.accessEntries.has(key))
    return refusedByEks(
      'ResourceInUseException',
      'The specified access entry resource is already in use on this cluster.',
    );
  const made = newEntry(asked, principal, found.cluster);
  memory.accessEntries.set(key, made);
  memory.tags.set(String(made['accessEntryArn']), { tags: asked.input['tags'] ?? {} });
  return described(made, memory);
}

function admits(cluster: Document): boolean {
  return String(documentIn(cluster['accessConfig'])['authenticationMode']).startsWith('API');
}

function newEntry({ input, names }: Asked, principal: string, cluster: Document): Document {
  const [, account = '', kind = '', name = ''] =
    /^arn:[^:]+:iam::(\d+):(role|user)\/(?:.*\/)?(.+)$/.exec(principal) ?? [];
  const now = Date.now() / 1_000;
  return {
    clusterName: names[0],
    principalArn: principal,
    kubernetesGroups: [],
    accessEntryArn: arnBelow(cluster, 'access-entry', kind, account, name, 'one'),
    createdAt: now,
    modifiedAt: now,
    username: kind === 'role' ? `arn:aws:sts::${account}:assumed-role/${name}/{{SessionName}}` : principal,
    type: input['type'] ?? 'STANDARD',
    policies: [],
    ...pickedFrom(input, settings),
  };
}

function described({ policies: _, ...found }: Document, { tags }: EksMemory): Answer {
  return jsonAnswer({ accessEntry: { ...found, ...tags.get(String(found['accessEntryArn'])) } });
}

async function list(asked: Asked, memory: EksMemory): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  const policy = asked.query.get('associatedPolicyArn');
  const all = below(memory.accessEntries, keyBelow(asked));
  const wanted = all.filter(
    (one) => policy === null || policiesOf(one).some(({ policyArn }) => policyArn === policy),
  );
  return jsonAnswer({ accessEntries: wanted.map(({ principalArn }) => principalArn) });
}

/** A cluster that is not there is named before what is not in it. */
async function withEntry(
  asked: Asked,
  { accessEntries }: EksMemory,
  answer: (found: Document) => Answer,
): Promise<Answer> {
  const cluster = await clusterOf(asked);
  if ('refusal' in cluster) return cluster.refusal;
  const found = accessEntries.get(keyBelow(asked, asked.names[1] ?? ''));
  if (found) return answer(found);
  const how = "You can view your available access entries with 'list-access-entries'.";
  return refusedByEks('ResourceNotFoundException', `The specified principalArn could not be found. ${how}`);
}

function write(memory: EksMemory, asked: Asked, found: Document): Document {
  const written = { ...found, modifiedAt: Date.now() / 1_000 };
  memory.accessEntries.set(keyBelow(asked, asked.names[1] ?? ''), written);
  return written;
}

function change(asked: Asked, memory: EksMemory, found: Document): Answer {
  return described(write(memory, asked, layered(found, pickedFrom(asked.input, settings))), memory);
}

function remove(asked: Asked, memory: EksMemory, found: Document): Answer {
  memory.accessEntries.delete(keyBelow(asked, asked.names[1] ?? ''));
  memory.tags.delete(String(found['accessEntryArn']));
  return jsonAnswer({});
}

const Policies = z.array(z.looseObject({ policyArn: z.string() }));
const policiesOf = (found: Document) => Policies.safeParse(found['policies']).data ?? [];
const head = (found: Document) => pickedFrom(found, ['clusterName', 'principalArn']);

function associate(asked: Asked, memory: EksMemory, found: Document): Answer {
  const policyArn = textIn(asked.input, 'policyArn') ?? '';
  if (!/^arn:aws:eks::aws:cluster-access-policy\/\w+$/.test(policyArn))
    return refusedByEks('InvalidParameterException', `The policyArn ${policyArn} is not valid.`);
  const now = Date.now() / 1_000;
  const accessScope = { namespaces: [], ...documentIn(asked.input['accessScope']) };
  const made = { policyArn, accessScope, associatedAt: now, modifiedAt: now };
  const others = policiesOf(found).filter((one) => one.policyArn !== policyArn);
  write(memory, asked, { ...found, policies: [...others, made] });
  return jsonAnswer({ ...head(found), associatedAccessPolicy: made });
}

function associated(found: Document): Answer {
  return jsonAnswer({ ...head(found), associatedAccessPolicies: policiesOf(found) });
}

function disassociate(asked: Asked, memory: EksMemory, found: Document): Answer {
  const policies = policiesOf(found);
  const left = policies.filter(({ policyArn }) => policyArn !== asked.names[2]);
  if (left.length === policies.length)
    return refusedByEks(
      'ResourceNotFoundException',
      `The specified policyArn is not associated with ${String(found['principalArn'])}.`,
    );
  write(memory, asked, { ...found, policies: left });
  return jsonAnswer({});
}
