import type { Answer } from '../../front/call';
import type { Correction } from '../correction';
import { forget, type Kept, keyOf } from '../kept/document';
import { alongside, type Asked, jsonAnswer, refused, restCorrection, took } from '../kept/routed';

/**
 * Amazon EFS: moto can neither take a policy of a file system away nor say whether AWS Backup backs it up. Both are kept here,
 * until the file system is gone.
 */
export function fileSystem(kept: Kept = new Map()): Correction {
  const one = '/2015-02-01/file-systems/{}';
  return restCorrection('elasticfilesystem', {
    [`PUT ${one}/policy`]: (asked) => put(asked, kept, 'policy'),
    [`GET ${one}/policy`]: (asked) => show(asked, kept, 'policy'),
    [`DELETE ${one}/policy`]: (asked) => removePolicy(asked, kept),
    [`PUT ${one}/backup-policy`]: (asked) => put(asked, kept, 'backup-policy'),
    [`GET ${one}/backup-policy`]: (asked) => show(asked, kept, 'backup-policy'),
    [`DELETE ${one}`]: async (asked) => {
      const answer = await asked.forward(asked.call);
      if (took(answer)) forget(kept, keyIn(asked));
      return answer;
    },
  });
}

const keyIn = ({ region, names }: Asked, ...more: string[]): string => keyOf(region, names[0] ?? '', ...more);

/** The answer of a file system that is not there; undefined where it is. */
async function ofNone(asked: Asked): Promise<Answer | undefined> {
  const found = await alongside(asked, 'GET', `/2015-02-01/file-systems?FileSystemId=${asked.names[0]}`);
  return took(found) ? undefined : found;
}

async function put(asked: Asked, kept: Kept, what: string): Promise<Answer> {
  const none = await ofNone(asked);
  if (none) return none;
  const said =
    what === 'policy' ? { FileSystemId: asked.names[0], Policy: asked.input['Policy'] } : asked.input;
  kept.set(keyIn(asked, what), said);
  return jsonAnswer(said);
}

async function show(asked: Asked, kept: Kept, what: string): Promise<Answer> {
  const none = await ofNone(asked);
  if (none) return none;
  const said = kept.get(keyIn(asked, what));
  return said ? jsonAnswer(said) : refused('rest-json', 404, ['PolicyNotFound', 'There is no policy']);
}

async function removePolicy(asked: Asked, kept: Kept): Promise<Answer> {
  const none = await ofNone(asked);
  if (none) return none;
  kept.delete(keyIn(asked, 'policy'));
  return jsonAnswer({}, 204);
}
