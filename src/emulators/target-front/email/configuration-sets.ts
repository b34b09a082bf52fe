import type { Answer } from '../../front/call';
import { below, type Document, forget, type Kept, keyOf, pickedFrom, textIn } from '../kept/document';
import { type Asked, jsonAnswer, refused, type Routes, type RouteStep } from '../kept/routed';

interface SetMemory {
  sets: Kept;
  tags: Kept;
}

const sets = '/v2/email/configuration-sets';
/** Settings that are changed each by a path of its own, by the end of that. */
const options: Record<string, string> = {
  'archiving-options': 'ArchivingOptions',
  'delivery-options': 'DeliveryOptions',
  'reputation-options': 'ReputationOptions',
  sending: 'SendingOptions',
  'suppression-options': 'SuppressionOptions',
  'tracking-options': 'TrackingOptions',
  'vdm-options': 'VdmOptions',
};

/** SES has no such thing. */
export function lostEmail(message: string): Answer {
  return refused('rest-json', 404, ['NotFoundException', message]);
}

/** Configuration sets and where they send events to: kept here, as moto's answers about them cannot be read. */
export function configurationSetRoutes(account: string, memory: SetMemory): Routes {
  const known =
    (answer: (asked: Asked, found: Document) => Answer): RouteStep =>
    (asked) => {
      const found = memory.sets.get(keyOf(asked.region, asked.names[0] ?? ''));
      return Promise.resolve(
        found ? answer(asked, found) : lostEmail(`Configuration set ${asked.names[0]} does not exist.`),
      );
    };
  const changes = Object.entries(options).map(([path, member]): [string, RouteStep] => [
    `PUT ${sets}/{}/${path}`,
    known((asked, found) => write(asked, memory.sets, { ...found, [member]: asked.input })),
  ]);
  return {
    ...Object.fromEntries(changes),
    [`POST ${sets}`]: (asked) => Promise.resolve(make(asked, account, memory)),
    [`GET ${sets}`]: ({ region }) => {
      const all = below(memory.sets, keyOf(region)).filter((one) => 'ConfigurationSetName' in one);
      return Promise.resolve(
        jsonAnswer({ ConfigurationSets: all.map((one) => one['ConfigurationSetName']) }),
      );
    },
    [`GET ${sets}/{}`]: known((_, found) => jsonAnswer({ ...defaults, ...found })),
    [`DELETE ${sets}/{}`]: known((asked) => remove(asked, account, memory)),
    ...destinationRoutes(memory.sets, known),
  };
}

/** docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSet.html */
const defaults = {
  SendingOptions: { SendingEnabled: true },
  ReputationOptions: { ReputationMetricsEnabled: false },
};

const arnOf = (region: string, account: string, name: string): string =>
  `arn:aws:ses:${region}:${account}:configuration-set/${name}`;

function make({ input, region }: Asked, account: string, memory: SetMemory): Answer {
  const { Tags = [], ...settings } = input;
  const name = textIn(input, 'ConfigurationSetName') ?? '';
  const key = keyOf(region, name);
  if (memory.sets.has(key))
    return refused('rest-json', 400, ['AlreadyExistsException', `Configuration set ${name} already exists.`]);
  memory.sets.set(key, settings);
  memory.tags.set(arnOf(region, account, name), { tags: Tags });
  return jsonAnswer({});
}

function write({ region, names }: Asked, kept: Kept, found: Document): Answer {
  kept.set(keyOf(region, names[0] ?? ''), found);
  return jsonAnswer({});
}

function remove({ region, names }: Asked, account: string, memory: SetMemory): Answer {
  forget(memory.sets, keyOf(region, names[0] ?? ''));
  memory.tags.delete(arnOf(region, account, names[0] ?? ''));
  return jsonAnswer({});
}

function destinationRoutes(
  kept: Kept,
  known: (answer: (asked: Asked, found: Document) => Answer) => RouteStep,
): Routes {
  const at = `${sets}/{}/event-destinations`;
  const keyIn = ({ region, names }: Asked, name: string) => keyOf(region, names[0] ?? '', name);
  const one = (answer: (asked: Asked, key: string) => Answer): RouteStep =>
    known((asked) => {
      const key = keyIn(asked, asked.names[1] ?? '');
      return kept.has(key)
        ? answer(asked, key)
        : lostEmail(`Event destination ${asked.names[1]} does not exist.`);
    });
  return {
    [`GET ${at}`]: known((asked) =>
      jsonAnswer({ EventDestinations: below(kept, keyOf(asked.region, asked.names[0] ?? '')) }),
    ),
    [`POST ${at}`]: known((asked) => {
      const Name = textIn(asked.input, 'EventDestinationName') ?? '';
      if (kept.has(keyIn(asked, Name)))
        return refused('rest-json', 400, [
          'AlreadyExistsException',
          `Event destination ${Name} already exists.`,
        ]);
      kept.set(keyIn(asked, Name), { Name, ...destinationIn(asked) });
      return jsonAnswer({});
    }),
    [`PUT ${at}/{}`]: one((asked, key) => {
      kept.set(key, { Name: asked.names[1], ...destinationIn(asked) });
      return jsonAnswer({});
    }),
    [`DELETE ${at}/{}`]: one((_, key) => {
      kept.delete(key);
      return jsonAnswer({});
    }),
  };
}

function destinationIn({ input }: Asked): Document {
  const given = input['EventDestination'];
  return typeof given === 'object' && given !== null ? pickedFrom({ ...given }, Object.keys(given)) : {};
}
