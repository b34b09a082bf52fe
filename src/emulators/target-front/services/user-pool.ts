import { type Answer, withText } from '../../front/call';
import type { Correction } from '../correction';
import { below, type Document, forget, type Kept, keyOf, pickedFrom, textIn } from '../kept/document';
import { type Asked, jsonAnswer, jsonCorrection, refused, type RouteStep, took } from '../kept/routed';

/** moto makes resource servers of user pools, and can neither change nor delete them: they are kept here. */
export function userPool(kept: Kept = new Map()): Correction {
  const known =
    (answer: (asked: Asked, found: Document) => Answer): RouteStep =>
    async (asked) => {
      const pool = await poolOf(asked);
      if (!took(pool)) return pool;
      const found = kept.get(keyIn(asked));
      return found ? answer(asked, found) : lost(asked);
    };
  return jsonCorrection('cognito-idp', {
    CreateResourceServer: (asked) => make(asked, kept),
    DescribeResourceServer: known((_, ResourceServer) => jsonAnswer({ ResourceServer })),
    UpdateResourceServer: known((asked) => write(asked, kept)),
    DeleteResourceServer: known((asked) => {
      kept.delete(keyIn(asked));
      return jsonAnswer({});
    }),
    ListResourceServers: (asked) => list(asked, kept),
    DeleteUserPool: async (asked) => {
      const answer = await asked.forward(asked.call);
      if (took(answer)) forget(kept, keyOf(asked.region, poolIn(asked)));
      return answer;
    },
  });
}

const poolIn = ({ input }: Asked): string => textIn(input, 'UserPoolId') ?? '';
const keyIn = (asked: Asked): string =>
  keyOf(asked.region, poolIn(asked), textIn(asked.input, 'Identifier') ?? '');

function poolOf(asked: Asked): Promise<Answer> {
  const { call, forward } = asked;
  const target = 'AWSCognitoIdentityProviderService.DescribeUserPool';
  const headers = { ...call.headers, 'x-amz-target': target };
  return forward(withText({ ...call, headers }, JSON.stringify({ UserPoolId: poolIn(asked) })));
}

async function make(asked: Asked, kept: Kept): Promise<Answer> {
  const pool = await poolOf(asked);
  if (!took(pool)) return pool;
  const { Identifier } = asked.input;
  if (kept.has(keyIn(asked)))
    return refused('json', 400, [
      'InvalidParameterException',
      `${String(Identifier)} already exists in user pool ${poolIn(asked)}.`,
    ]);
  return write(asked, kept);
}

function write(asked: Asked, kept: Kept): Answer {
  const ResourceServer = pickedFrom(asked.input, ['UserPoolId', 'Identifier', 'Name', 'Scopes']);
  kept.set(keyIn(asked), ResourceServer);
  return jsonAnswer({ ResourceServer });
}

async function list(asked: Asked, kept: Kept): Promise<Answer> {
  const pool = await poolOf(asked);
  if (!took(pool)) return pool;
  return jsonAnswer({ ResourceServers: below(kept, keyOf(asked.region, poolIn(asked))) });
}

function lost(asked: Asked): Answer {
  const identifier = textIn(asked.input, 'Identifier') ?? '';
  return refused('json', 400, ['ResourceNotFoundException', `Resource server ${identifier} does not exist.`]);
}
