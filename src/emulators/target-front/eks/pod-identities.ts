import { randomBytes } from 'node:crypto';
import type { Answer } from '../../front/call';
import { below, type Document, layered, pickedFrom } from '../kept/document';
import { type Asked, jsonAnswer, type Routes } from '../kept/routed';
import { arnBelow, clusterOf, type EksMemory, keyBelow, refusedByEks } from './cluster';

const association = '/clusters/{}/pod-identity-associations/{}';

/** Which role the pods of a service account have; moto knows none of it. */
export function podIdentityRoutes(memory: EksMemory): Routes {
  return {
    'POST /clusters/{}/pod-identity-associations': (asked) => make(asked, memory),
    'GET /clusters/{}/pod-identity-associations': (asked) => list(asked, memory),
    [`GET ${association}`]: (asked) => withOne(asked, memory, (found) => described(found, memory)),
    [`POST ${association}`]: (asked) => withOne(asked, memory, (found) => change(asked, memory, found)),
    [`DELETE ${association}`]: (asked) => withOne(asked, memory, (found) => remove(asked, memory, found)),
  };
}

const settings = ['roleArn', 'targetRoleArn', 'disableSessionTags'];
const listed = ['associationArn', 'associationId', 'clusterName', 'namespace', 'serviceAccount'];

async function make(asked: Asked, memory: EksMemory): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  const { namespace, serviceAccount, tags = {} } = asked.input;
  const same = below(memory.podIdentities, keyBelow(asked)).find(
    (one) => one['namespace'] === namespace && one['serviceAccount'] === serviceAccount,
  );
  if (same)
    return refusedByEks(
      'ResourceInUseException',
      `Association already exists: ${String(same['associationId'])}`,
    );
  const id = `a-${randomBytes(9).toString('hex').slice(0, 17)}`;
  const now = Date.now() / 1_000;
  const made = {
    clusterName: asked.names[0],
    namespace,
    serviceAccount,
    associationArn: arnBelow(found.cluster, 'podidentityassociation', id),
    associationId: id,
    createdAt: now,
    modifiedAt: now,
    disableSessionTags: false,
    ...pickedFrom(asked.input, settings),
  };
  memory.podIdentities.set(keyBelow(asked, id), made);
  memory.tags.set(made.associationArn, { tags });
  return described(made, memory);
}

function described(found: Document, { tags }: EksMemory): Answer {
  return jsonAnswer({ association: { ...found, ...tags.get(String(found['associationArn'])) } });
}

async function list(asked: Asked, memory: EksMemory): Promise<Answer> {
  const found = await clusterOf(asked);
  if ('refusal' in found) return found.refusal;
  const wanted = ['namespace', 'serviceAccount'].filter((name) => asked.query.has(name));
  const all = below(memory.podIdentities, keyBelow(asked));
  const some = all.filter((one) => wanted.every((name) => one[name] === asked.query.get(name)));
  return jsonAnswer({ associations: some.map((one) => pickedFrom(one, listed)) });
}

async function withOne(
  asked: Asked,
  { podIdentities }: EksMemory,
  answer: (found: Document) => Answer,
): Promise<Answer> {
  const cluster = await clusterOf(asked);
  if ('refusal' in cluster) return cluster.refusal;
  const [, id = ''] = asked.names;
  const found = podIdentities.get(keyBelow(asked, id));
  return found
    ? answer(found)
    : refusedByEks('ResourceNotFoundException', `No association found with id: ${id}`);
}

function change(asked: Asked, memory: EksMemory, found: Document): Answer {
  const changes = { ...pickedFrom(asked.input, settings), modifiedAt: Date.now() / 1_000 };
  const written = layered(found, changes);
  memory.podIdentities.set(keyBelow(asked, asked.names[1] ?? ''), written);
  return described(written, memory);
}

function remove(asked: Asked, memory: EksMemory, found: Document): Answer {
  const answer = described(found, memory);
  memory.podIdentities.delete(keyBelow(asked, asked.names[1] ?? ''));
  memory.tags.delete(String(found['associationArn']));
  return answer;
}
