import { randomUUID } from 'node:crypto';
import type { Answer } from '../../front/call';
import type { Correction } from '../correction';
import { below, forget, type Kept, keyOf, layered, pickedFrom, textIn } from '../kept/document';
import { alongside, type Asked, changed, jsonAnswer, refused, restCorrection, took } from '../kept/routed';

/**
 * Amazon GuardDuty: moto takes the features of a call for all that a detector has, where AWS changes only these, and has no
 * places that findings are published to.
 */
export function threatDetector(features: Kept = new Map(), destinations: Kept = new Map()): Correction {
  const one = '/detector/{}/publishingDestination/{}';
  return restCorrection('guardduty', {
    'GET /detector/{}': async (asked) =>
      changed(await asked.forward(asked.call), (detector) => withFeatures(detector, asked, features)),
    'POST /detector/{}': (asked) => update(asked, features),
    'DELETE /detector/{}': async (asked) => {
      const answer = await asked.forward(asked.call);
      if (took(answer)) [features, destinations].forEach((kept) => forget(kept, keyIn(asked)));
      return answer;
    },
    'POST /detector/{}/publishingDestination': (asked) => publish(asked, destinations),
    'GET /detector/{}/publishingDestination': (asked) =>
      jsonAnswer({ destinations: below(destinations, keyIn(asked)).map(summary) }),
    [`GET ${one}`]: (asked) => found(asked, destinations, (destination) => jsonAnswer(destination)),
    [`POST ${one}`]: (asked) =>
      found(asked, destinations, (destination) => {
        destinations.set(keyIn(asked), layered(destination, asked.input));
        return jsonAnswer({});
      }),
    [`DELETE ${one}`]: (asked) =>
      found(asked, destinations, () => {
        destinations.delete(keyIn(asked));
        return jsonAnswer({});
      }),
  });
}

const keyIn = ({ region, names }: Asked, ...more: string[]): string => keyOf(region, ...names, ...more);

function withFeatures(detector: Record<string, unknown>, asked: Asked, kept: Kept) {
  const own = below(kept, keyIn(asked));
  return own.length === 0 ? detector : { ...detector, features: own };
}

async function update(asked: Asked, kept: Kept): Promise<Answer> {
  const answer = await asked.forward(asked.call);
  const given = asked.input['features'];
  if (!took(answer) || !Array.isArray(given)) return answer;
  for (const feature of given as Record<string, unknown>[])
    kept.set(keyIn(asked, textIn(feature, 'name') ?? ''), feature);
  return answer;
}

/** What it is published to is never written to here, and so never refused by what it is. */
async function publish(asked: Asked, kept: Kept): Promise<Answer> {
  const detector = await alongside(asked, 'GET', `/detector/${asked.names[0]}`);
  if (!took(detector)) return detector;
  const destinationId = randomUUID().replaceAll('-', '');
  const given = pickedFrom(asked.input, ['destinationType', 'destinationProperties', 'tags']);
  kept.set(keyIn(asked, destinationId), { destinationId, status: 'PUBLISHING', ...given });
  return jsonAnswer({ destinationId });
}

const summary = (destination: Record<string, unknown>) =>
  pickedFrom(destination, ['destinationId', 'destinationType', 'status']);

function found(asked: Asked, kept: Kept, then: (destination: Record<string, unknown>) => Answer): Answer {
  const destination = kept.get(keyIn(asked));
  if (destination) return then(destination);
  // In GuardDuty, what a path names and does not exist is a bad request.
  const message =
    'The request is rejected because the input destinationId is not owned by the current account.';
  return refused('rest-json', 400, ['BadRequestException', message]);
}
