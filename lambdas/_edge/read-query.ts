import { invalid } from '../../src/domain/base/errors';
import type { HttpEvent } from './http';

/** The parameters of the query; bytes that are no UTF-8, which the gateway has already replaced in them, are refused. */
export function readQuery({
  rawQueryString,
  queryStringParameters = {},
}: HttpEvent): Record<string, unknown> {
  for (const part of rawQueryString.split('&')) if (!isUtf8(part)) throw notUtf8(part);
  return queryStringParameters;
}

function notUtf8(part: string): Error {
  const [name = ''] = part.split('=');
  return invalid(isUtf8(name) ? decodeURIComponent(name) : 'query', 'is not in percent-encoded UTF-8');
}

function isUtf8(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}
