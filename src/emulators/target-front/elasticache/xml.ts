import { errorAnswer } from '../../authorize/refusal';
import type { Answer } from '../../front/call';
import { type Members, queryAnswer } from '../kept/query-answer';

/** The answer of an operation of ElastiCache. */
export function resultOf(action: string, members: Members): Answer {
  return queryAnswer('http://elasticache.amazonaws.com/doc/2015-02-02/', action, members);
}

/** A refusal; what is not there is HTTP 404. */
export function faultOf(code: string, message: string): Answer {
  return errorAnswer('query', { status: /NotFound/.test(code) ? 404 : 400, code, message });
}
