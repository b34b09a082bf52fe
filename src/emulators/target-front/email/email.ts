import { createHash } from 'node:crypto';
import type { Answer } from '../../front/call';
import type { Correction } from '../correction';
import {
  type Document,
  documentIn,
  forget,
  type Kept,
  keyOf,
  layered,
  pickedFrom,
  textIn,
} from '../kept/document';
import { type Asked, changed, jsonAnswer, restCorrection, type RouteStep, took } from '../kept/routed';
import type { TaggedSource } from '../kept/tagged-documents';
import { configurationSetRoutes, lostEmail } from './configuration-sets';

/** What moto forgets of Amazon SES: settings of identities, configuration sets with their destinations, tags by ARN. */
export interface EmailMemory {
  identities: Kept;
  sets: Kept;
  tags: Kept;
}

const identity = '/v2/email/identities/{}';

/** Amazon SES, version 2: moto reads back neither a configuration set nor the tags, MAIL FROM and DKIM tokens of an identity. */
export function email(account: string, memory: EmailMemory): Correction {
  const keeping =
    (member: string): RouteStep =>
    (asked) =>
      keep(asked, memory, { [member]: asked.input });
  return restCorrection('ses', {
    ...configurationSetRoutes(account, memory),
    'POST /v2/email/identities': (asked) => make(asked, account, memory),
    [`GET ${identity}`]: async (asked) => described(asked, await asked.forward(asked.call), memory),
    [`DELETE ${identity}`]: (asked) => remove(asked, account, memory),
    [`PUT ${identity}/mail-from`]: keeping('MailFromAttributes'),
    [`PUT ${identity}/feedback`]: keeping('feedback'),
    [`PUT ${identity}/configuration-set`]: keeping('set'),
    [`PUT ${identity}/dkim`]: keeping('dkim'),
    'GET /v2/email/tags': ({ query }) => {
      const kept = memory.tags.get(query.get('ResourceArn') ?? '');
      return kept ? jsonAnswer({ Tags: kept['tags'] }) : lostEmail('The resource does not exist.');
    },
    'POST /v2/email/tags': ({ input }) =>
      retag(memory, textIn(input, 'ResourceArn'), (tags) => [
        ...tags.filter((one) => !tagsOf(input['Tags']).some(({ Key }) => Key === one['Key'])),
        ...tagsOf(input['Tags']),
      ]),
    'DELETE /v2/email/tags': ({ query }) =>
      retag(memory, query.get('ResourceArn') ?? undefined, (tags) =>
        tags.filter(({ Key }) => !query.getAll('TagKeys').includes(String(Key))),
      ),
  });
}

/** moto lists identities by their tags, and cannot list what is kept here only. */
export function configurationSets({ tags }: EmailMemory): TaggedSource {
  return ({ region }) => {
    const own = [...tags].filter(
      ([arn]) => arn.startsWith(`arn:aws:ses:${region}:`) && arn.includes(':configuration-set/'),
    );
    return Promise.resolve(
      own.map(([arn, kept]) => ({
        arn,
        tags: Object.fromEntries(tagsOf(kept['tags']).map(({ Key, Value }) => [String(Key), Value])),
      })),
    );
  };
}

const tagsOf = (tags: unknown): Document[] =>
  Array.isArray(tags) ? (tags as unknown[]).map(documentIn) : [];

function retag(
  memory: EmailMemory,
  arn: string | undefined,
  change: (tags: Document[]) => Document[],
): Answer {
  const kept = memory.tags.get(arn ?? '');
  if (!kept) return lostEmail('The resource does not exist.');
  memory.tags.set(arn ?? '', { tags: change(tagsOf(kept['tags'])) });
  return jsonAnswer({});
}

const arnOf = ({ region }: Asked, account: string, name: string): string =>
  `arn:aws:ses:${region}:${account}:identity/${name}`;
const keyIn = ({ region, names }: Asked): string => keyOf(region, names[0] ?? '');

async function make(asked: Asked, account: string, memory: EmailMemory): Promise<Answer> {
  const answer = await asked.forward(asked.call);
  const name = textIn(asked.input, 'EmailIdentity') ?? '';
  if (!took(answer)) return answer;
  memory.tags.set(arnOf(asked, account, name), { tags: asked.input['Tags'] ?? [] });
  const set = pickedFrom(asked.input, ['ConfigurationSetName']);
  memory.identities.set(keyIn({ ...asked, names: [name] }), layered({ name }, { set }));
  return described({ ...asked, names: [name] }, answer, memory);
}

/** An identity that is not there has no settings. */
async function keep(asked: Asked, memory: EmailMemory, settings: Document): Promise<Answer> {
  const key = keyIn(asked);
  const found = memory.identities.get(key);
  if (!found) return lostEmail(`Email identity ${asked.names[0]} does not exist.`);
  memory.identities.set(key, { ...found, ...settings });
  return jsonAnswer({});
}

function described(asked: Asked, answer: Answer, { identities }: EmailMemory): Answer {
  const kept = identities.get(keyIn(asked));
  if (!kept) return answer;
  const mail = documentIn(kept['MailFromAttributes']);
  const hasMail = textIn(mail, 'MailFromDomain') !== undefined;
  return changed(answer, ({ DkimAttributes, ...body }) =>
    layered(body, documentIn(kept['set']), {
      DkimAttributes: { ...withSeconds(documentIn(DkimAttributes)), ...dkimOf(asked, kept) },
      MailFromAttributes: hasMail
        ? { BehaviorOnMxFailure: 'USE_DEFAULT_VALUE', ...mail, MailFromDomainStatus: 'PENDING' }
        : undefined,
      FeedbackForwardingStatus: documentIn(kept['feedback'])['EmailForwardingEnabled'] ?? true,
    }),
  );
}

/** Amazon SES says in seconds when a key was made, moto in a text. */
function withSeconds({ LastKeyGenerationTimestamp: text, ...attributes }: Document): Document {
  return typeof text === 'string'
    ? layered(attributes, { LastKeyGenerationTimestamp: Date.parse(text) / 1000 })
    : attributes;
}

/** Easy DKIM gives a domain three names for records, always the same here. */
function dkimOf({ names }: Asked, kept: Document): Document {
  const SigningEnabled = documentIn(kept['dkim'])['SigningEnabled'] ?? true;
  const token = (at: number) => createHash('sha256').update(`${at} ${names[0]}`).digest('hex').slice(0, 32);
  const isDomain = !(names[0] ?? '').includes('@');
  return { SigningEnabled, Status: 'PENDING', ...(isDomain && { Tokens: [1, 2, 3].map(token) }) };
}

async function remove(asked: Asked, account: string, memory: EmailMemory): Promise<Answer> {
  const answer = await asked.forward(asked.call);
  if (!took(answer)) return answer;
  forget(memory.identities, keyIn(asked));
  memory.tags.delete(arnOf(asked, account, asked.names[0] ?? ''));
  return answer;
}
