import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import { isDomainError } from '../../src/domain/base/errors';
import type { Meter } from '../../src/operations/ports/registry';
import { type HttpEvent, type HttpReply, replyProblem } from './http';
import { isExpected } from './problem';
import { asUnreachable } from './unreachable';

/** Turns every error into a problem document. An unexpected error is logged once, with its stack; `ids` is what may be logged of a request. */
export function answerProblems(
  logger: Logger,
  ids: (event: HttpEvent) => Record<string, string>,
  meter: Meter,
): MiddlewareObj<HttpEvent, HttpReply> {
  return {
    onError: (request) => {
      const error = asUnreachable(request.error);
      if (error !== request.error)
        logger.error('unreachable', { ...ids(request.event), error: request.error });
      else if (isExpected(error)) logger.info('refused', { ...ids(request.event), code: codeOf(error) });
      else logger.error('failed', { ...ids(request.event), error });
      request.response = replyProblem(error, request.event);
      if ((request.response.statusCode ?? 500) >= 500)
        meter.emit([{ name: 'ApiErrors', value: 1, dimensions: { code: problemCode(error) } }]);
    },
  };
}

function codeOf(error: unknown): string {
  return isDomainError(error) ? error.code : (error as Error).name;
}

/** The code that the problem says; an error nobody foresaw is one thing, whatever its name. */
function problemCode(error: unknown): string {
  return isDomainError(error) ? error.code : 'Unexpected';
}
