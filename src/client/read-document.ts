import type { Pair, YAMLSeq } from 'yaml';
import type { FieldIssue } from '../domain/base/error-row';
import { inexactNumbers, whyInexact } from '../domain/base/exact-json';
import { CliError } from './errors';

/** What somebody wrote: the value, and by its path each number that cannot be kept exactly. */
export interface ReadDocument {
  value: unknown;
  inexact: FieldIssue[];
}

/** The text of a file, without the mark of the order of bytes that some editors begin one with; throws for what is not in UTF-8. */
export function readUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error('it is not in UTF-8', { cause });
  }
}

/** Reads JSON; throws SyntaxError. Paths begin with `under`. */
export function readJsonText(text: string, under = ''): ReadDocument {
  const value: unknown = JSON.parse(text);
  return { value, inexact: inexactNumbers(text, under) };
}

/** The same for YAML; throws what the parser throws. What is no number of JSON (`.inf`) is among the inexact ones. */
export async function readYamlText(text: string, under = ''): Promise<ReadDocument> {
  // It takes a while to load, and most commands read no YAML.
  const { isPair, isScalar, isSeq, parseDocument, visit } = await import('./yaml');
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw error;
  const inexact: FieldIssue[] = [];
  visit(document, {
    Scalar: (key, { value, source }, path) => {
      if (typeof value !== 'number' || key === 'key') return;
      const message = whyInexactText(source ?? String(value));
      const at = path.flatMap((node, index) => {
        if (isPair(node)) return [nameOf(node)];
        return isSeq(node) ? [String(indexIn(node, path[index + 1], key))] : [];
      });
      if (message !== undefined) inexact.push({ field: [under, ...at].filter(Boolean).join('.'), message });
    },
  });
  return { value: document.toJS(), inexact };

  function nameOf({ key }: Pair): string {
    return isScalar(key) ? String(key.value) : String(key);
  }
}

function indexIn(list: YAMLSeq, item: unknown, key: number | string | null): number {
  return item === undefined ? Number(key) : list.items.indexOf(item);
}

const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** Why a number that somebody wrote cannot be kept exactly; undefined where it can, or where the text is no number. */
export function whyInexactText(text: string): string | undefined {
  const written = text.trim();
  if (/^0[box][\da-f]+$/i.test(written)) return whyInexact(String(BigInt(written)));
  if (decimal.test(written)) return whyInexact(written.replace(/^\+/, ''));
  return /^[-+]?\.(?:inf|nan)$/i.test(written) ? `${written} is not a JSON number` : undefined;
}

/** Throws `invalid` with these issues; nothing where there are none. */
export function refuseInexact(issues: FieldIssue[]): void {
  if (issues.length > 0)
    throw new CliError('invalid', 'The request is invalid:', { code: 'InvalidRequest', issues });
}
