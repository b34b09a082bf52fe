import { serviceWordOf } from '../../src/domain/resources/service-of';
import { irregularTypes } from './irregular-types';

/** What the last word of a type says about the verbs of its actions, besides those of a plain thing. */
const links: Readonly<Record<string, readonly string[]>> = {
  attachment: ['attach', 'detach', 'associate', 'disassociate'],
  association: ['associate', 'disassociate'],
  membership: ['add', 'remove'],
  permission: ['add', 'remove'],
};

/**
 * How services name in their actions what their types name otherwise: whole families of types, so that none of them is an exception. Where
 * no action has such a name, the type is read as any other.
 */
const dialects: readonly [RegExp, string][] = [
  [/^aws_(?:docdb|neptune|rds)_(?:cluster_(?=instance$))?(.+)$/, 'db_$1'],
  [/^aws_elasticache_(.+)$/, 'cache_$1'],
  [/^aws_fsx_(?:lustre|ontap|openzfs|windows)_(.+)$/, '$1'],
  [/^aws_redshift_(parameter_group|subnet_group)$/, 'cluster_$1'],
];

/** A way to read a type's name: the thing that actions name, in lower case, and the verbs of a link between two things. */
export interface Noun {
  thing: string;
  verbs?: readonly string[];
}

/**
 * The things that a type's name may mean, the surest first: `aws_cloudwatch_log_stream` is a `cloudwatchlogstream`, a `logstream` or a `stream`
 * of its service. A type that ends in a link (`_attachment`) is also what it links.
 */
export function nounsOf(type: string): Noun[] {
  const irregular = irregularTypes[type]?.thing;
  if (irregular !== undefined) return [{ thing: irregular }];
  const name = type.replace(/^aws_/, '').split('_');
  const prefix = serviceWordOf(type).split('_').length;
  const rest = name.slice(prefix);
  const readings = [name, name.slice(prefix - 1), rest.length === 0 ? name : rest];
  const spoken = dialects.flatMap(([pattern, words]) =>
    pattern.test(type) ? type.replace(pattern, words) : [],
  );
  return [...new Set([...spoken, ...readings.map((words) => words.join('_'))])].flatMap(readingsOf);
}

function readingsOf(name: string): Noun[] {
  const words = name.split('_');
  const verbs = links[words.at(-1) ?? ''];
  const linked = words.slice(0, -1).join('');
  const whole: Noun[] = [{ thing: words.join('') }];
  return verbs && linked !== '' ? [...whole, { thing: linked, verbs }] : whole;
}

/** A thing as actions may name it: one, or several. */
export function formsOf(thing: string): string[] {
  const several = [`${thing}s`, `${thing}es`, thing.replace(/y$/, 'ies')];
  return [...new Set([thing, ...several])];
}
