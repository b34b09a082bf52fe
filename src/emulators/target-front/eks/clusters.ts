import * as z from 'zod';
import type { Answer } from '../../front/call';
import { type Document, documentIn, forget, layered, pickedFrom, textIn } from '../kept/document';
import { alongside, type Asked, bodyOf, changed, type Routes, took } from '../kept/routed';
import { clusterOf, type EksMemory, keyBelow, refusedByEks, updated } from './cluster';

/** What moto forgets of a cluster, or takes as the whole where it is a change. */
const forgotten = [
  'accessConfig',
  'deletionProtection',
  'encryptionConfig',
  'logging',
  'resourcesVpcConfig',
  'upgradePolicy',
  'version',
  'zonalShiftConfig',
];

/** Clusters: what they were made with is described, and changes of it come to an end. */
export function clusterRoutes(memory: EksMemory): Routes {
  return {
    'POST /clusters': (asked) => make(asked, memory),
    'GET /clusters/{}': async (asked) => described(asked, await asked.forward(asked.call), memory),
    'DELETE /clusters/{}': (asked) => remove(asked, memory),
    'POST /clusters/{}/update-config': (asked) => change(asked, memory),
    'POST /clusters/{}/updates': (asked) => upgrade(asked, memory),
    'POST /clusters/{}/encryption-config/associate': (asked) => change(asked, memory),
  };
}

async function make(asked: Asked, memory: EksMemory): Promise<Answer> {
  const answer = await asked.forward(asked.call);
  const named = { ...asked, names: [textIn(asked.input, 'name') ?? ''] };
  if (took(answer)) memory.clusters.set(keyBelow(named), changesIn({}, asked.input));
  return described(named, answer, memory);
}

/** docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
const defaults = {
  accessConfig: { authenticationMode: 'CONFIG_MAP' },
  upgradePolicy: { supportType: 'EXTENDED' },
  resourcesVpcConfig: {
    endpointPublicAccess: true,
    endpointPrivateAccess: false,
    publicAccessCidrs: ['0.0.0.0/0'],
  },
};

function described(asked: Asked, answer: Answer, { clusters }: EksMemory): Answer {
  const kept = clusters.get(keyBelow(asked));
  return kept ? changed(answer, ({ cluster }) => ({ cluster: whole(documentIn(cluster), kept) })) : answer;
}

function whole(cluster: Document, kept: Document): Document {
  const { bootstrapClusterCreatorAdminPermissions: _, ...access } = documentIn(kept['accessConfig']);
  return {
    ...cluster,
    ...kept,
    accessConfig: { ...defaults.accessConfig, ...access },
    upgradePolicy: kept['upgradePolicy'] ?? defaults.upgradePolicy,
    resourcesVpcConfig: {
      ...defaults.resourcesVpcConfig,
      ...documentIn(cluster['resourcesVpcConfig']),
      ...documentIn(kept['resourcesVpcConfig']),
    },
  };
}

/** Everything in a cluster but its nodes goes with it. */
async function remove(asked: Asked, memory: EksMemory): Promise<Answer> {
  const [name = ''] = asked.names;
  const profiles = await alongside(asked, 'GET', `/clusters/${name}/fargate-profiles`);
  const left = z.array(z.unknown()).safeParse(bodyOf(profiles)['fargateProfileNames']).data ?? [];
  if (took(profiles) && left.length > 0)
    return refusedByEks('ResourceInUseException', 'Cluster has fargate profiles attached');
  const key = keyBelow(asked);
  if (documentIn(memory.clusters.get(key))['deletionProtection'] === true)
    return refusedByEks('InvalidRequestException', `Cluster ${name} has deletion protection enabled.`);
  const answer = described(asked, await asked.forward(asked.call), memory);
  if (!took(answer)) return answer;
  for (const arn of [...memory.tags.keys()]) if (arn.includes(`/${name}/`)) memory.tags.delete(arn);
  const { tags: _, ...byCluster } = memory;
  Object.values(byCluster).forEach((kept) => forget(kept, key));
  return answer;
}

async function change(asked: Asked, memory: EksMemory): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  const key = keyBelow(asked);
  const before = memory.clusters.get(key) ?? {};
  if (asked.call.path.includes('/encryption-config/') && before['encryptionConfig'] !== undefined)
    return refusedByEks('ResourceInUseException', 'Cluster already has encryption configuration.');
  memory.clusters.set(key, changesIn(before, asked.input));
  return updated(asked, memory, 'ConfigUpdate');
}

async function upgrade(asked: Asked, memory: EksMemory): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  const key = keyBelow(asked);
  const before = memory.clusters.get(key) ?? {};
  const [from, to] = [before['version'] ?? found.cluster['version'], asked.input['version']];
  if (minorOf(to) !== minorOf(from) + 1)
    return refusedByEks(
      'InvalidParameterException',
      `Unsupported Kubernetes minor version update from ${String(from)} to ${String(to)}`,
    );
  memory.clusters.set(key, { ...before, version: to });
  return updated(asked, memory, 'VersionUpdate');
}

const minorOf = (version: unknown): number => Number(String(version).split('.')[1]);

/** What a change does not name stays as it was. */
function changesIn(before: Document, input: Document): Document {
  const given = pickedFrom(input, forgotten);
  const merged = ['accessConfig', 'resourcesVpcConfig'].map((name): [string, Document | undefined] => [
    name,
    given[name] === undefined ? undefined : { ...documentIn(before[name]), ...documentIn(given[name]) },
  ]);
  const logging = given['logging'] === undefined ? undefined : loggingOf(before['logging'], given['logging']);
  return layered(before, given, Object.fromEntries(merged), { logging });
}

const Logging = z.object({
  clusterLogging: z
    .array(z.looseObject({ types: z.array(z.string()).default([]), enabled: z.boolean().default(false) }))
    .default([]),
});
const logTypes = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/** Which logs are written, and which are not. */
function loggingOf(before: unknown, given: unknown): Document {
  const all = [before, given].flatMap((one) => Logging.safeParse(one).data?.clusterLogging ?? []);
  const isOn = (type: string) => all.findLast(({ types }) => types.includes(type))?.enabled === true;
  const on = { types: logTypes.filter(isOn), enabled: true };
  const off = { types: logTypes.filter((type) => !isOn(type)), enabled: false };
  return { clusterLogging: [on, off].filter(({ types }) => types.length > 0) };
}
