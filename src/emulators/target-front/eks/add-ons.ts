import type { Answer } from '../../front/call';
import { below, type Document, layered, pickedFrom, textIn } from '../kept/document';
import { type Asked, jsonAnswer, type Routes } from '../kept/routed';
import { arnBelow, clusterOf, type EksMemory, keyBelow, refusedByEks, updated } from './cluster';

const addOn = '/clusters/{}/addons/{}';

/** Add-ons of clusters, which moto does not know. */
export function addOnRoutes(memory: EksMemory): Routes {
  return {
    'GET /addons/supported-versions': ({ query }) => versions(query),
    'POST /clusters/{}/addons': (asked) => make(asked, memory),
    'GET /clusters/{}/addons': (asked) => list(asked, memory),
    [`GET ${addOn}`]: (asked) => describe(asked, memory),
    [`DELETE ${addOn}`]: (asked) => remove(asked, memory),
    [`POST ${addOn}/update`]: (asked) => change(asked, memory),
  };
}

/** Those of AWS, and those of others that every account may install (docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html). */
const known = [
  'adot',
  'amazon-cloudwatch-observability',
  'aws-ebs-csi-driver',
  'aws-efs-csi-driver',
  'aws-fsx-csi-driver',
  'aws-guardduty-agent',
  'aws-mountpoint-s3-csi-driver',
  'cert-manager',
  'coredns',
  'eks-node-monitoring-agent',
  'eks-pod-identity-agent',
  'external-dns',
  'kube-proxy',
  'kube-state-metrics',
  'metrics-server',
  'prometheus-node-exporter',
  'snapshot-controller',
  'vpc-cni',
];
/** The one that an add-on has here unless another is asked for: the emulator has no list of its own. */
const version = 'v1.0.0-eksbuild.1';
const settings = ['addonVersion', 'configurationValues', 'podIdentityAssociations', 'serviceAccountRoleArn'];

function versions(query: URLSearchParams): Answer {
  const asked = query.get('addonName');
  const clusterVersion = query.get('kubernetesVersion') ?? '1.33';
  const compatibilities = [{ clusterVersion, platformVersions: ['*'], defaultVersion: true }];
  const addonVersions = [{ addonVersion: version, architecture: ['amd64', 'arm64'], compatibilities }];
  const names = known.filter((name) => asked === null || name === asked);
  return jsonAnswer({ addons: names.map((addonName) => ({ addonName, addonVersions })) });
}

async function make(asked: Asked, memory: EksMemory): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  const name = textIn(asked.input, 'addonName') ?? '';
  const key = keyBelow(asked, name);
  if (!known.includes(name))
    return refusedByEks(
      'InvalidParameterException',
      `Addon ${name} specified is not supported in ${String(found.cluster['version'])} kubernetes version`,
    );
  if (memory.addOns.has(key)) return refusedByEks('ResourceInUseException', 'Addon already exists.');
  const made = newAddOn(asked, name, arnBelow(found.cluster, 'addon', name, 'one'));
  memory.addOns.set(key, made);
  memory.tags.set(String(made['addonArn']), { tags: asked.input['tags'] ?? {} });
  return jsonAnswer({ addon: whole(made, memory) });
}

function newAddOn({ input, names }: Asked, addonName: string, addonArn: string): Document {
  const now = Date.now() / 1_000;
  return {
    addonName,
    clusterName: names[0],
    status: 'ACTIVE',
    addonVersion: version,
    health: { issues: [] },
    addonArn,
    createdAt: now,
    modifiedAt: now,
    ...pickedFrom(input, settings),
  };
}

const whole = (found: Document, { tags }: EksMemory): Document => ({
  ...found,
  ...tags.get(String(found['addonArn'])),
});

async function list(asked: Asked, memory: EksMemory): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  return jsonAnswer({ addons: below(memory.addOns, keyBelow(asked)).map(({ addonName }) => addonName) });
}

async function describe(asked: Asked, memory: EksMemory): Promise<Answer> {
  const found = memory.addOns.get(keyBelow(asked, asked.names[1] ?? ''));
  return found ? jsonAnswer({ addon: whole(found, memory) }) : lost(asked);
}

async function remove(asked: Asked, memory: EksMemory): Promise<Answer> {
  const key = keyBelow(asked, asked.names[1] ?? '');
  const found = memory.addOns.get(key);
  if (!found) return lost(asked);
  memory.addOns.delete(key);
  const described = whole(found, memory);
  memory.tags.delete(String(found['addonArn']));
  return jsonAnswer({ addon: { ...described, status: 'DELETING' } });
}

async function change(asked: Asked, memory: EksMemory): Promise<Answer> {
  const key = keyBelow(asked, asked.names[1] ?? '');
  const found = memory.addOns.get(key);
  if (!found) return lost(asked);
  const changes = { ...pickedFrom(asked.input, settings), modifiedAt: Date.now() / 1_000 };
  memory.addOns.set(key, layered(found, changes));
  return updated(asked, memory, 'AddonUpdate');
}

/** A cluster that is not there is named before what is not in it. */
async function lost(asked: Asked): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  const [cluster, name] = asked.names;
  return refusedByEks('ResourceNotFoundException', `No addon: ${name} found in cluster: ${cluster}`);
}
