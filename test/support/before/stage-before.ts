import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.cwd(), 'test/fixtures/stage-before');

/** A file of the stage as it was before, as JSON; test/fixtures/stage-before/README.md lists them. */
export function readBefore<Shape>(file: string): Shape {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Shape;
}

/** An item of the registry as it was stored. */
export interface StoredItem {
  pk: string;
  sk: string;
  mark?: string;
  body: Record<string, unknown>;
}

/** The items that were stored under keys with this prefix, such as `ENV#`. */
export function itemsBefore(prefix: string): StoredItem[] {
  return readBefore<StoredItem[]>('items.json').filter(({ pk }) => pk.startsWith(prefix));
}

/** The bundle of the playground template as it was published, with the digest that names it. */
export function bundleBefore(): { digest: string; zip: Uint8Array } {
  const { playground } = readBefore<Record<string, { bundle: string }>>('published.json');
  return { digest: playground?.bundle ?? '', zip: readFileSync(join(folder, 'playground.zip')) };
}
