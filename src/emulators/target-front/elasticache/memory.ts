import type { Ask } from '../../authorize/ask';
import type { Answer } from '../../front/call';
import { type Document, documentIn, type Kept, keyOf, textIn } from '../kept/document';
import type { Members } from '../kept/query-answer';

/** The objects of ElastiCache that are kept here, by kind, as the calls gave them. */
export interface CacheMemory {
  clusters: Kept;
  replicationGroups: Kept;
  subnetGroups: Kept;
  parameterGroups: Kept;
}

/** A call of ElastiCache. */
export interface CacheCall {
  action: string;
  form: URLSearchParams;
  region: string;
  account: string;
  memory: CacheMemory;
  /** Asks the emulator. */
  ask: Ask;
}

export type CacheStep = (call: CacheCall) => Promise<Answer> | Answer;

/** The parameters of a call as a document: values by their names. */
export function settingsIn(form: URLSearchParams): Document {
  const own = [...form].filter(([name]) => !/^(Action|Version|ApplyImmediately|Tags\..*)$/.test(name));
  return Object.fromEntries(own);
}

/** The members of a list in a call or in what was kept of it, in their order. */
export function listIn(settings: Document, list: string): string[] {
  return Object.entries(settings)
    .filter(([name]) => name.startsWith(`${list}.`))
    .map(([, value]) => String(value));
}

/** Tags as a call lists them. */
export function tagsGiven(form: URLSearchParams): Record<string, string> {
  const keys = [...form].filter(([name]) => /^Tags\..*\.Key$/.test(name));
  return Object.fromEntries(keys.map(([name, key]) => [key, form.get(name.replace(/Key$/, 'Value')) ?? '']));
}

/** The ARN of an object. */
export function arnOf(
  { region, account }: Pick<CacheCall, 'region' | 'account'>,
  kind: string,
  id: string,
): string {
  return `arn:aws:elasticache:${region}:${account}:${kind}:${id}`;
}

/** Tags as an answer lists them. */
export function tagList(tags: unknown): Members {
  const all = Object.entries(documentIn(tags)).map(([Key, Value]) => ({ Key, Value: String(Value) }));
  return { TagList: ['Tag', all] as const };
}

/** The key of an object in the region of a call. */
export function keyIn({ region }: Pick<CacheCall, 'region'>, id: string): string {
  return keyOf(region, id.toLowerCase());
}

/** A setting as a text, or what it is where none was given. */
export function settingOf(settings: Document, name: string, otherwise: string): string {
  return textIn(settings, name) ?? otherwise;
}
