import * as z from 'zod';
import type { Answer } from '../../front/call';
import type { Correction } from '../correction';
import {
  below,
  type Document,
  documentIn,
  forget,
  type Kept,
  keyOf,
  layered,
  pickedFrom,
  textIn,
} from '../kept/document';
import {
  alongside,
  type Asked,
  changed,
  jsonAnswer,
  refused,
  restCorrection,
  type RouteStep,
  took,
} from '../kept/routed';

/** What moto forgets of functions: some of their settings, and their provisioned concurrency. */
export interface FunctionMemory {
  settings: Kept;
  concurrency: Kept;
}

const functions = '/2015-03-31/functions';
const concurrency = '/2019-09-30/functions/{}/provisioned-concurrency';

/** moto describes a function without its dead-letter queue and its log format, and knows no provisioned concurrency. */
export function lambdaSettings(
  memory: FunctionMemory = { settings: new Map(), concurrency: new Map() },
): Correction {
  const described: RouteStep = async (asked) => asKept(asked, await asked.forward(asked.call), memory);
  return restCorrection('lambda', {
    [`POST ${functions}`]: (asked) =>
      write({ ...asked, names: [textIn(asked.input, 'FunctionName') ?? ''] }, memory),
    [`PUT ${functions}/{}/configuration`]: (asked) => write(asked, memory),
    [`GET ${functions}/{}`]: described,
    [`GET ${functions}/{}/configuration`]: described,
    [`GET ${functions}/{}/versions`]: described,
    [`POST ${functions}/{}/versions`]: described,
    [`DELETE ${functions}/{}`]: (asked) => remove(asked, memory),
    [`PUT ${concurrency}`]: (asked) => provision(asked, memory),
    [`GET ${concurrency}`]: (asked) => provisioned(asked, memory),
    [`DELETE ${concurrency}`]: (asked) => unprovision(asked, memory),
  });
}

const forgotten = ['DeadLetterConfig', 'LoggingConfig'];

/** A call may name a function by its ARN, and with a version. */
function nameOf({ names }: Asked): string {
  return (names[0] ?? '').replace(/^(arn:[^:]+:lambda:[^:]+:)?(\d+:)?(function:)?/, '').split(':')[0] ?? '';
}

const keyIn = (asked: Asked): string => keyOf(asked.region, nameOf(asked));

async function write(asked: Asked, memory: FunctionMemory): Promise<Answer> {
  const answer = await asked.forward(asked.call);
  const key = keyIn(asked);
  const isNew = !asked.call.path.includes('/configuration');
  const before = isNew ? {} : (memory.settings.get(key) ?? {});
  if (took(answer)) memory.settings.set(key, layered(before, pickedFrom(asked.input, forgotten)));
  return asKept(asked, answer, memory);
}

const Versions = z.array(z.record(z.string(), z.unknown()));

function asKept(asked: Asked, answer: Answer, { settings }: FunctionMemory): Answer {
  const kept = settings.get(keyIn(asked));
  if (!kept) return answer;
  const whole = (one: Document): Document => (one['FunctionArn'] === undefined ? one : { ...one, ...kept });
  return changed(answer, (body) => {
    const { Configuration, Versions: listed, ...rest } = body;
    return layered(whole(rest), {
      Configuration: Configuration && whole(documentIn(Configuration)),
      Versions: Versions.safeParse(listed).data?.map(whole),
    });
  });
}

async function remove(asked: Asked, memory: FunctionMemory): Promise<Answer> {
  const answer = await asked.forward(asked.call);
  if (!took(answer)) return answer;
  const version = asked.query.get('Qualifier');
  forget(memory.concurrency, version === null ? keyIn(asked) : keyOf(keyIn(asked), version));
  if (version === null) memory.settings.delete(keyIn(asked));
  return answer;
}

const lost = (status: number, code: string, message: string): Answer =>
  refused('rest-json', status, [code, message]);

/** Neither the function itself nor `$LATEST` can be provisioned, but a version or an alias that is there. */
async function provision(asked: Asked, memory: FunctionMemory): Promise<Answer> {
  const qualifier = asked.query.get('Qualifier') ?? '';
  if (qualifier === '$LATEST')
    return lost(
      400,
      'InvalidParameterValueException',
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    );
  const path = `${functions}/${nameOf(asked)}/configuration?Qualifier=${encodeURIComponent(qualifier)}`;
  const found = await alongside(asked, 'GET', path);
  if (!took(found)) return found;
  const count = asked.input['ProvisionedConcurrentExecutions'];
  const now = new Date().toISOString().replace(/\.\d+Z/, '.000+0000');
  memory.concurrency.set(keyOf(keyIn(asked), qualifier), { count, qualifier, now });
  return jsonAnswer({ ...allocated(0, count), Status: 'IN_PROGRESS', LastModified: now }, 202);
}

const allocated = (count: unknown, requested: unknown): Document => ({
  RequestedProvisionedConcurrentExecutions: requested,
  AvailableProvisionedConcurrentExecutions: count,
  AllocatedProvisionedConcurrentExecutions: count,
});

const none = 'ProvisionedConcurrencyConfigNotFoundException';
const noneFound = 'No Provisioned Concurrency Config found for this function';

function provisioned(asked: Asked, { concurrency: kept }: FunctionMemory): Answer {
  const key = keyIn(asked);
  if (asked.query.get('List') === 'ALL') {
    const all = below(kept, key).map(({ count, now }) => ready(count, now));
    return jsonAnswer({ ProvisionedConcurrencyConfigs: all });
  }
  const found = kept.get(keyOf(key, asked.query.get('Qualifier') ?? ''));
  return found ? jsonAnswer(ready(found['count'], found['now'])) : lost(404, none, noneFound);
}

const ready = (count: unknown, now: unknown): Document => ({
  ...allocated(count, count),
  Status: 'READY',
  LastModified: now,
});

function unprovision(asked: Asked, { concurrency: kept }: FunctionMemory): Answer {
  const isGone = kept.delete(keyOf(keyIn(asked), asked.query.get('Qualifier') ?? ''));
  return isGone ? jsonAnswer({}, 204) : lost(404, none, noneFound);
}
