import { parse } from 'lossless-json';
import { DomainError, invalid } from '../../src/domain/base/errors';
import { inexactNumbers } from '../../src/domain/base/exact-json';
import { isWellFormed } from '../../src/domain/base/well-formed';
import type { HttpEvent } from './http';
import { bodyTooLarge, unsupportedEncoding } from './http-refusal';
import { refuseOddJson } from './refuse-odd-json';

const bodyLimit = 1024 * 1024;
const byteOrderMark = /^\ufeff/;

/**
 * The parsed JSON of the body, undefined if there is none; what is coded, no UTF-8, no JSON or too large is refused, and never
 * repeated: it may be anything, a secret too.
 */
export function readJson(event: HttpEvent): unknown {
  const text = readText(event);
  if (text === '') return undefined;
  const json = parseJson(text);
  refuseOddJson(json);
  const issues = inexactNumbers(text);
  if (issues.length > 0) throw new DomainError('InvalidRequest', { issues });
  return json;
}

/** The body as text, without the mark of the order of bytes that some editors put before it. */
function readText({ body, isBase64Encoded, headers }: HttpEvent): string {
  if (body === undefined || body === '') return '';
  refuseCoded(headers);
  const text = isBase64Encoded ? fromUtf8(Buffer.from(body, 'base64')) : body;
  if (Buffer.byteLength(text) > bodyLimit) throw bodyTooLarge(bodyLimit);
  if (!isWellFormed(text)) throw notUtf8();
  return text.replace(byteOrderMark, '');
}

function refuseCoded(headers: HttpEvent['headers']): void {
  const coding = headers['content-encoding']?.trim() ?? '';
  if (coding !== '' && !/^identity$/i.test(coding)) throw unsupportedEncoding('Content-Encoding');
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  if (!/^(?:utf-?8|us-ascii)$/i.test(charset)) throw unsupportedEncoding('charset of Content-Type');
}

function fromUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notUtf8();
  }
}

function notUtf8(): DomainError<'InvalidRequest'> {
  return invalid('body', 'is not in UTF-8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('body', `is not valid JSON${placeIn(text)}`);
  }
}

/** Where a text ceases to be JSON, by a parser that always says so; its other words repeat what was sent. */
function placeIn(text: string): string {
  const [, position] = /at position (\d+)/.exec(faultOf(text)) ?? [];
  if (position === undefined) return '';
  const lines = text.slice(0, Number(position)).split('\n');
  return `: see line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}

function faultOf(text: string): string {
  try {
    parse(text);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
