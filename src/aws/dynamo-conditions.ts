import type { EntryFilter } from '../operations/ports/registry';

/** A condition in DynamoDB's words, with what its placeholders stand for. */
interface Conditions {
  text: string;
  names: Record<string, string>;
  values: Record<string, string>;
}

/** What of a filter DynamoDB is to look at in each item that it reads; the text is empty where that is nothing. */
export function conditionsFor({ is = {}, has }: Omit<EntryFilter, 'owner'>): Conditions {
  const all: Conditions = { text: '', names: {}, values: {} };
  const wanted = Object.entries(is).filter(([, value]) => value !== undefined);
  const texts = wanted.map(([path, value]) => {
    const name = nameOf(all, path);
    const places = [value ?? []].flat().map((one) => valueOf(all, one));
    return `${name} IN (${places.join(', ')})`;
  });
  if (has) {
    const place = valueOf(all, has.text);
    texts.push(`(${has.in.map((path) => `contains(${nameOf(all, path)}, ${place})`).join(' OR ')})`);
  }
  return { ...all, text: texts.join(' AND ') };
}

/** The path in placeholders, as any of its words may be one that DynamoDB keeps for itself. */
function nameOf({ names }: Conditions, path: string): string {
  const parts = path.split('.').map((part) => [`#${part}`, part] as const);
  Object.assign(names, Object.fromEntries(parts));
  return parts.map(([place]) => place).join('.');
}

function valueOf({ values }: Conditions, value: string): string {
  const place = `:v${Object.keys(values).length}`;
  values[place] = value;
  return place;
}
