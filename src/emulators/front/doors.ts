import type { IncomingHttpHeaders } from 'node:http';
import { createGuard } from '../authorize/guard';
import { isFromHere } from './from-here';
import { sameText } from './same-text';

/** What an endpoint asks before it serves anybody. */
export interface Doors {
  isFromHere: (headers: IncomingHttpHeaders) => boolean;
  createGuard: typeof createGuard;
  /** Whether what a person typed at the sign-in is the code that the plane wrote down. */
  isCode: (typed: string, code: string) => boolean;
}

/** The doors of every plane. */
export const closedDoors: Doors = { isFromHere, createGuard, isCode: sameText };
