import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { Deps } from '../../src/operations/ports/deps';
import type { WebhookPorts } from '../../src/operations/ports/notice';
import type { PublishingPorts } from '../../src/operations/ports/publishing';
import type { Meter } from '../../src/operations/ports/registry';
import { approvePlan } from '../../src/operations/environment/approve-plan';
import { buildImage } from '../../src/operations/image/build-image';
import { cancelRun } from '../../src/operations/environment/cancel-run';
import { changeEnvironment } from '../../src/operations/environment/change-environment';
import { createEnvironment } from '../../src/operations/environment/create-environment';
import { checkDrift } from '../../src/operations/environment/drift/check-drift';
import { ejectEnvironment } from '../../src/operations/environment/eject/eject-environment';
import { getEjected } from '../../src/operations/environment/eject/get-ejected';
import { expectDrift } from '../../src/operations/environment/drift/expect-drift';
import { rotateEnvironment } from '../../src/operations/environment/rotation/rotate-environment';
import { getRotation } from '../../src/operations/environment/rotation/get-rotation';
import { listDrift } from '../../src/operations/environment/drift/list-drift';
import { destroyEnvironment } from '../../src/operations/environment/destroy-environment';
import { estimateCost } from '../../src/operations/template/estimate-cost';
import { extendEnvironment } from '../../src/operations/environment/extend-environment';
import { scheduleSleep } from '../../src/operations/environment/sleep/schedule-sleep';
import { sleepEnvironment } from '../../src/operations/environment/sleep/sleep-environment';
import { wakeEnvironment } from '../../src/operations/environment/sleep/wake-environment';
import { findPreviews } from '../../src/operations/environment/find-previews';
import { getEnvironment } from '../../src/operations/environment/get-environment';
import { getHealth } from '../../src/operations/access/get-health';
import { getImageBuild } from '../../src/operations/image/get-image-build';
import { getLife } from '../../src/operations/environment/get-life';
import { getLock } from '../../src/operations/environment/repair/get-lock';
import { getLogs } from '../../src/operations/environment/get-logs';
import { getMe } from '../../src/operations/access/get-me';
import { getOutputs } from '../../src/operations/environment/get-outputs';
import { getPlan } from '../../src/operations/environment/get-plan';
import { getRun } from '../../src/operations/environment/get-run';
import { getSignIn } from '../../src/operations/access/get-sign-in';
import { getSummary } from '../../src/operations/environment/list/get-summary';
import { getTemplate } from '../../src/operations/template/get-template';
import { listCertificates } from '../../src/operations/environment/list/list-certificates';
import { listEnvironments } from '../../src/operations/environment/list/list-environments';
import { listEvents } from '../../src/operations/environment/list-events';
import { listImageBuilds } from '../../src/operations/image/list-image-builds';
import { listRuns } from '../../src/operations/environment/list-runs';
import { listLocks } from '../../src/operations/environment/repair/list-locks';
import { listRefusals } from '../../src/operations/access/list-refusals';
import { acceptTemplate } from '../../src/operations/template/accept-template';
import { findBundle } from '../../src/operations/template/find-bundle';
import { getPublishing } from '../../src/operations/template/get-publishing';
import { publishTemplate } from '../../src/operations/template/publish-template';
import { requestTrial } from '../../src/operations/template/request-trial';
import { retireTemplate } from '../../src/operations/template/retire-template';
import { uploadBundle } from '../../src/operations/template/upload-bundle';
import { listTemplates } from '../../src/operations/template/list-templates';
import { disownResource } from '../../src/operations/environment/repair/disown-resource';
import { rejectPlan } from '../../src/operations/environment/reject-plan';
import { retryRun } from '../../src/operations/environment/retry-run';
import { uploadCertificate } from '../../src/operations/environment/rotation/upload-certificate';
import { uploadState } from '../../src/operations/environment/adopt/upload-state';
import { unlockState } from '../../src/operations/environment/repair/unlock-state';
import { answerProblems } from '../_edge/answer-problems';
import { loadDeps } from '../_edge/deps';
import type { HttpEvent } from '../_edge/http';
import { logger } from '../_edge/logger';
import { meter } from '../_edge/meter';
import { once, onceLoaded } from '../_edge/once';
import { auditRefusals } from './audit-refusals';
import { loadPublishing } from './publishing-deps';
import { describeApi } from './describe-api';
import { getSchema, listSchemas } from './schema-files';
import { stackOperations } from './stack-operations';
import { targetOperations } from './target-operations';
import { webhookOperations } from './webhook-operations';
import { buildWebhookPorts } from './webhook-deps';
import { renderDocs } from './docs/render-docs';
import {
  admitPreview,
  type Call,
  carryOut,
  idsIn,
  idsOf,
  type Operations,
  readCall,
  replyTo,
} from './dispatch';

/** Every operation of the route table, by its name. */
const operations: Operations<ApiDeps> = {
  'list-templates': listTemplates,
  'get-template': getTemplate,
  'get-team-template': getTemplate,
  'get-publishing': getPublishing,
  'upload-bundle': uploadBundle,
  'get-bundle': findBundle,
  'publish-template': publishTemplate,
  'request-trial': requestTrial,
  'accept-template': acceptTemplate,
  'retire-template': retireTemplate,
  'estimate-cost': estimateCost,
  'create-environment': createEnvironment,
  'upload-state': uploadState,
  'list-environments': listEnvironments,
  'get-summary': getSummary,
  'get-environment': getEnvironment,
  'change-environment': changeEnvironment,
  'destroy-environment': destroyEnvironment,
  'extend-environment': extendEnvironment,
  'sleep-environment': sleepEnvironment,
  'wake-environment': wakeEnvironment,
  'schedule-sleep': scheduleSleep,
  'approve-plan': approvePlan,
  'reject-plan': rejectPlan,
  'cancel-run': cancelRun,
  'retry-run': retryRun,
  'get-lock': getLock,
  'unlock-state': unlockState,
  'disown-resource': disownResource,
  'list-drift': listDrift,
  'list-certificates': listCertificates,
  'list-locks': listLocks,
  'check-drift': checkDrift,
  'expect-drift': expectDrift,
  'rotate-environment': rotateEnvironment,
  'upload-certificate': uploadCertificate,
  'get-rotation': getRotation,
  'eject-environment': ejectEnvironment,
  'get-ejected': getEjected,
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
  ...stackOperations,
  ...webhookOperations,
  ...targetOperations,
  'get-me': getMe,
  'list-refusals': listRefusals,
  'get-sign-in': getSignIn,
  'get-openapi': once(describeApi),
  'list-schemas': listSchemas,
  'get-schema': getSchema,
  'get-docs': once(() => renderDocs(describeApi())),
  'get-health': getHealth,
};

/** The call by an actor who is known with what is theirs. */
async function withPreviews(call: Call, deps: () => Deps | Promise<Deps>): Promise<Call> {
  const { actor } = call.input;
  if (actor?.preview === undefined) return call;
  return { ...call, input: { ...call.input, actor: await findPreviews(actor, await deps()) } };
}

/** Everything that the API's operations need. */
type ApiDeps = Deps & PublishingPorts & WebhookPorts;

async function loadApi(): Promise<ApiDeps> {
  const [deps, publishing] = await Promise.all([loadDeps(), loadPublishing()]);
  return { ...deps, ...publishing, ...buildWebhookPorts() };
}

/** The API as one function: a request of API Gateway in, a reply or a problem out. */
export function createApi(deps: () => ApiDeps | Promise<ApiDeps>, log: Logger, measure: Meter) {
  const refused = auditRefusals(deps);
  return middy(async (event: HttpEvent) => {
    log.appendKeys(idsOf(event));
    let read: Call | undefined;
    try {
      read = readCall(event);
      const call = await withPreviews(read, deps);
      admitPreview(call);
      const result = await carryOut(call, operations, await deps());
      log.info('answered', idsIn(call.route, result));
      return replyTo(call.route, result, event);
    } catch (error) {
      await refused(error, event, read);
      throw error;
    }
  })
    .use(injectLambdaContext(log, { resetKeys: true }))
    .use(answerProblems(log, idsOf, measure));
}

export const handler = createApi(onceLoaded(loadApi), logger, meter);
