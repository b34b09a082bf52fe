import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { invalid } from '../domain/base/errors';

/** The registry table and its client. */
export interface Table {
  name: string;
  client: DynamoDBDocumentClient;
}

/** A key of the table or of one of its indexes, as DynamoDB gives it back. */
export type Key = Record<string, unknown>;

/** How many partitions the due index is spread over. */
export const dueShards = 4;

/** The key of the item of a kind, by the kind's prefix. */
export function itemKey(prefix: string, key: string): { pk: string; sk: string } {
  return { pk: `${prefix}#${key}`, sk: prefix };
}

/** What begins the partitions of the due index that the sweep looks at. */
export const sweptPart = 'due';

/** The partition of the due index that an item belongs to, within a part of it. */
export function dueShardOf(pk: string, part = sweptPart): string {
  return `${part}#${shardOf(pk, dueShards)}`;
}

/** One of so many shards, always the same for a text. */
export function shardOf(text: string, shards: number): number {
  return [...text].reduce((total, character) => (total * 31 + character.charCodeAt(0)) % 65_521, 7) % shards;
}

/** Waits for a conditional write; false when its condition did not hold. */
export async function conditionHeld(write: Promise<object>): Promise<boolean> {
  return (await writtenIfHeld(write)) !== undefined;
}

/** The same for a write of which something is read: what it returned, undefined when its condition did not hold. */
export async function writtenIfHeld<Written extends object>(
  write: Promise<Written>,
): Promise<Written | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/** An opaque cursor for the page after `key`. */
export function toCursor(key: Key | undefined): string | null {
  return key ? Buffer.from(JSON.stringify(key)).toString('base64url') : null;
}

/** The key that a cursor stands for, which must be of this partition of an index; anything else is an InvalidRequest. */
export function fromCursor(cursor: string, partition: Record<string, string>): Key {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (isKeyWithin(key, partition)) return key;
  } catch {
    // An unreadable cursor is refused like one of the wrong shape.
  }
  throw invalid('cursor', 'is not a cursor of this API; start again without it');
}

function isKeyWithin(value: unknown, partition: Record<string, string>): value is Key {
  if (typeof value !== 'object' || value === null) return false;
  const key = value as Key;
  const names = ['pk', 'sk', 'listSort', ...Object.keys(partition)];
  const complete = names.length === Object.keys(key).length && names.every((name) => isKeyPart(key[name]));
  return complete && Object.entries(partition).every(([name, part]) => key[name] === part);
}

/** DynamoDB takes no empty key and none above a kilobyte. */
function isKeyPart(part: unknown): part is string {
  return typeof part === 'string' && part !== '' && Buffer.byteLength(part) <= 1024;
}
