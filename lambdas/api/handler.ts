import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { Deps, Meter } from '../../src/operations/deps';
import { approvePlan } from '../../src/operations/approve-plan';
import { buildImage } from '../../src/operations/build-image';
import { cancelRun } from '../../src/operations/cancel-run';
import { changeEnvironment } from '../../src/operations/change-environment';
import { createEnvironment } from '../../src/operations/create-environment';
import { destroyEnvironment } from '../../src/operations/destroy-environment';
import { estimateCost } from '../../src/operations/estimate-cost';
import { extendEnvironment } from '../../src/operations/extend-environment';
import { getEnvironment } from '../../src/operations/get-environment';
import { getHealth } from '../../src/operations/get-health';
import { getImageBuild } from '../../src/operations/get-image-build';
import { getLife } from '../../src/operations/get-life';
import { getLock } from '../../src/operations/get-lock';
import { getLogs } from '../../src/operations/get-logs';
import { getMe } from '../../src/operations/get-me';
import { getOutputs } from '../../src/operations/get-outputs';
import { getPlan } from '../../src/operations/get-plan';
import { getRun } from '../../src/operations/get-run';
import { getSignIn } from '../../src/operations/get-sign-in';
import { getTemplate } from '../../src/operations/get-template';
import { listEnvironments } from '../../src/operations/list-environments';
import { listEvents } from '../../src/operations/list-events';
import { listImageBuilds } from '../../src/operations/list-image-builds';
import { listRuns } from '../../src/operations/list-runs';
import { listTemplates } from '../../src/operations/list-templates';
import { rejectPlan } from '../../src/operations/reject-plan';
import { retryRun } from '../../src/operations/retry-run';
import { unlockState } from '../../src/operations/unlock-state';
import { answerProblems } from '../_edge/answer-problems';
import { buildDeps } from '../_edge/deps';
import type { HttpEvent } from '../_edge/http';
import { logger } from '../_edge/logger';
import { meter } from '../_edge/meter';
import { once } from '../_edge/once';
import { describeApi } from './describe-api';
import { carryOut, idsIn, idsOf, type Operations, readCall, replyTo } from './dispatch';

/** Every operation of the route table, by its name. */
const operations: Operations<Deps> = {
  'list-templates': listTemplates,
  'get-template': getTemplate,
  'estimate-cost': estimateCost,
  'create-environment': createEnvironment,
  'list-environments': listEnvironments,
  'get-environment': getEnvironment,
  'change-environment': changeEnvironment,
  'destroy-environment': destroyEnvironment,
  'extend-environment': extendEnvironment,
  'approve-plan': approvePlan,
  'reject-plan': rejectPlan,
  'cancel-run': cancelRun,
  'retry-run': retryRun,
  'get-lock': getLock,
  'unlock-state': unlockState,
  'list-runs': listRuns,
  'list-events': listEvents,
  'get-outputs': getOutputs,
  'get-life': getLife,
  'get-run': getRun,
  'get-plan': getPlan,
  'get-logs': getLogs,
  'build-image': buildImage,
  'list-image-builds': listImageBuilds,
  'get-image-build': getImageBuild,
  'get-me': getMe,
  'get-sign-in': getSignIn,
  'get-openapi': once(describeApi),
  'get-health': getHealth,
};

/** The API as one function: a request of API Gateway in, a reply or a problem out. */
export function createApi(deps: () => Deps, log: Logger, measure: Meter) {
  return middy(async (event: HttpEvent) => {
    log.appendKeys(idsOf(event));
    const call = readCall(event);
    const result = await carryOut(call, operations, deps());
    log.info('answered', idsIn(call.route, result));
    return replyTo(call.route, result);
  })
    .use(injectLambdaContext(log, { resetKeys: true }))
    .use(answerProblems(log, idsOf, measure));
}

export const handler = createApi(once(buildDeps), logger, meter);
