import * as z from 'zod';
import { parseRequest } from '../../src/domain/base/parse';
import { isComponentKey } from '../../src/domain/environment/stack/part-of-stack';

const Happened = z.object({ detail: z.object({ environment: z.string().max(64) }) });

/**
 * The name of the stack that an event of the plane's own bus is about, by its environment; undefined where that is no component of
 * one. Throws InvalidRequest for an event of another kind.
 */
export function readStackName(event: unknown): string | undefined {
  const { environment } = parseRequest(Happened, event).detail;
  return isComponentKey(environment) ? environment.split('.')[0] : undefined;
}
