import type { Answer } from '../../front/call';
import type { Correction } from '../correction';
import { type Document, documentIn, type Kept, keyOf, textIn } from '../kept/document';
import { type Asked, bodyOf, changed, restCorrection, took } from '../kept/routed';

const mappings = '/2015-03-31/event-source-mappings';

/** moto takes the version that an alias points to at the moment for the alias that a mapping names, which Lambda keeps. */
export function eventSourceMapping(qualifiers: Kept = new Map()): Correction {
  const described = async (asked: Asked): Promise<Answer> =>
    changed(await asked.forward(asked.call), (body) => asNamed(body, asked.region, qualifiers));
  const written = async (asked: Asked): Promise<Answer> => {
    const answer = await asked.forward(asked.call);
    if (took(answer)) learn(asked, bodyOf(answer), qualifiers);
    return changed(answer, (body) => asNamed(body, asked.region, qualifiers));
  };
  return restCorrection('lambda', {
    [`POST ${mappings}`]: written,
    [`PUT ${mappings}/{}`]: written,
    [`GET ${mappings}`]: described,
    [`GET ${mappings}/{}`]: described,
    [`DELETE ${mappings}/{}`]: async (asked) => {
      const answer = await described(asked);
      if (took(answer)) qualifiers.delete(keyOf(asked.region, asked.names[0] ?? ''));
      return answer;
    },
  });
}

/** A function is named by its name or an ARN, whole or from the account on, each with a qualifier or without. */
function learn({ region, input }: Asked, body: Document, qualifiers: Kept): void {
  const name = textIn(input, 'FunctionName');
  if (name === undefined) return;
  const [, qualifier] = /^(?:(?:arn:[^:]+:lambda:[^:]+:)?\d+:function:)?[^:]+(?::([^:]+))?$/.exec(name) ?? [];
  const key = keyOf(region, textIn(body, 'UUID') ?? '');
  if (qualifier === undefined) qualifiers.delete(key);
  else qualifiers.set(key, { qualifier });
}

function asNamed(body: Document, region: string, qualifiers: Kept): Document {
  const listed = body['EventSourceMappings'];
  if (Array.isArray(listed))
    return {
      ...body,
      EventSourceMappings: listed.map((one) => asNamed(documentIn(one), region, qualifiers)),
    };
  const kept = qualifiers.get(keyOf(region, textIn(body, 'UUID') ?? ''));
  const qualifier = kept && textIn(kept, 'qualifier');
  const ofFunction = textIn(body, 'FunctionArn')?.split(':').slice(0, 7);
  return qualifier === undefined || ofFunction === undefined
    ? body
    : { ...body, FunctionArn: [...ofFunction, qualifier].join(':') };
}
