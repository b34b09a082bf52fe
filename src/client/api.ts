import {
  SomeActor,
  SomeAddedWebhook,
  SomeDelivery,
  SomeCertificates,
  SomeDrift,
  SomeSummary,
  SomeEnvironment,
  SomeEstimate,
  SomeHealth,
  SomeImageBuild,
  SomeLocks,
  SomeLog,
  SomeOutputs,
  SomePage,
  SomePlan,
  SomeRotation,
  SomeSignIn,
  SomeTarget,
  SomeTemplate,
  SomeWebhook,
} from './answers';
import type { Send } from './api-client';
import { createStackApi, createWatchedStackApi } from './typed/stack-api';
import { type Call, createCall } from './typed/call';
import { everyEvent, everyItem, limit } from './typed/every-item';
import type { BodyOf, ResponseOf } from './typed/operation';
import type { Request } from './request';
import type { Operations, Schemas } from './typed/description';

export type TemplateSummary = Schemas['TemplateSummary'];
export type TemplateView = ResponseOf<'get-template'>;
export type TargetView = ResponseOf<'list-targets'>['items'][number];
export type EstimateView = Schemas['Estimate'];
export type LifeView = Schemas['Life'];
export type SummaryView = Schemas['Summary'];
type Query<Name extends keyof Operations> = { [Key in keyof Operations[Name]['query']]?: string | undefined };

/** The API's operations as functions; a list is followed to its end. */
export type Api = ReturnType<typeof createApi>;

/** Names what to ask of which operation; nothing is decided here. */
export function createApi(send: Send) {
  const call = createCall(send);
  return {
    listTemplates: () => everyItem(() => call('list-templates', { answer: SomePage })),
    getTemplate: (template: string, version?: string) => readTemplate(call, template, version),
    ...createPublishingApi(call),
    estimateCost: (body: BodyOf<'estimate-cost'>) => call('estimate-cost', { body, answer: SomeEstimate }),
    listEnvironments: (query: Query<'list-environments'>) =>
      everyItem((cursor) =>
        call('list-environments', { query: { ...query, limit, cursor }, answer: SomePage }),
      ),
    listDrift: (expected: boolean) =>
      call('list-drift', { query: { expected: String(expected) }, answer: SomeDrift }),
    listCertificates: (query: Query<'list-certificates'>) =>
      call('list-certificates', { query, answer: SomeCertificates }),
    listLocks: () => call('list-locks', { answer: SomeLocks }),
    getLock: (name: string) => call('get-lock', { params: { name } }),
    listRuns: (name: string) =>
      everyItem((cursor) =>
        call('list-runs', { params: { name }, query: { limit, cursor }, answer: SomePage }),
      ),
    readEvents: (name: string) => everyEventOf(call, name),
    getOutputs: (name: string) => call('get-outputs', { params: { name }, answer: SomeOutputs }),
    getPlan: (id: string) => call('get-plan', { params: { id }, answer: SomePlan }),
    getRotation: (id: string) => call('get-rotation', { params: { id }, answer: SomeRotation }),
    ...createEnvironmentCommands(call),
    ...createStackApi(call),
    ...createImageApi(call),
    ...createTargetApi(call),
    ...createWebhookApi(call),
    ...createAccessApi(call),
    ...createWatchedApi(call),
    /** Any request, and its answer as it is. */
    sendRaw: (request: Pick<Request, 'method' | 'path' | 'body'>) => send<unknown>(request),
    /** The same answers for somebody who watches, and outlasts an outage of minutes. */
    watch: createWatchedApi(createCall((request) => send({ ...request, watching: true }))),
  };
}

/** A template of a team has the team before its name. */
function readTemplate(call: Call, name: string, version?: string): Promise<TemplateView> {
  const [first = '', template] = name.split('/');
  const asked = { query: { version }, answer: SomeTemplate };
  if (template === undefined) return call('get-template', { params: { template: first }, ...asked });
  return call('get-team-template', { params: { team: first, template }, ...asked });
}

/** What a publisher does to the catalog. */
function createPublishingApi(call: Call) {
  const told = { shownBy: 'idp templates', answer: SomeTemplate };
  return {
    getPublishing: () => call('get-publishing', {}),
    findBundle: (digest: string) => call('get-bundle', { params: { digest } }),
    uploadState: (body: BodyOf<'upload-state'>) => call('upload-state', { body }),
    uploadCertificate: (body: BodyOf<'upload-certificate'>) => call('upload-certificate', { body }),
    uploadBundle: (body: BodyOf<'upload-bundle'>) => call('upload-bundle', { body }),
    requestTrial: (body: BodyOf<'request-trial'>) =>
      call('request-trial', { body, shownBy: 'idp list', answer: SomeTemplate }),
    publishTemplate: (body: BodyOf<'publish-template'>) => call('publish-template', { body, ...told }),
    acceptTemplate: (team: string, template: string, version: string) =>
      call('accept-template', { params: { team, template }, body: { version }, ...told }),
    retireTemplate: (team: string, template: string, body: BodyOf<'retire-template'>) =>
      call('retire-template', { params: { team, template }, body, ...told }),
  };
}

/** What changes an environment; each says what shows whether it did. */
function createEnvironmentCommands(call: Call) {
  const told = (name: string) => ({ shownBy: `idp status ${name}`, answer: SomeEnvironment });
  const to = (name: string) => ({ params: { name }, ...told(name) });
  return {
    createEnvironment: (body: BodyOf<'create-environment'>) =>
      call('create-environment', { body, ...told(body.name) }),
    changeEnvironment: (name: string, body: BodyOf<'change-environment'>) =>
      call('change-environment', { body, ...to(name) }),
    destroyEnvironment: (name: string) => call('destroy-environment', to(name)),
    extendEnvironment: (name: string, ttl: string) =>
      call('extend-environment', { body: { ttl }, ...to(name) }),
    sleepEnvironment: (name: string) => call('sleep-environment', to(name)),
    wakeEnvironment: (name: string) => call('wake-environment', to(name)),
    scheduleSleep: (name: string, sleep: string | null) =>
      call('schedule-sleep', { body: { sleep }, ...to(name) }),
    approvePlan: (name: string, planDigest: string) =>
      call('approve-plan', { body: { planDigest }, ...to(name) }),
    rejectPlan: (name: string, body: BodyOf<'reject-plan'>) => call('reject-plan', { body, ...to(name) }),
    cancelRun: (name: string) => call('cancel-run', to(name)),
    retryRun: (name: string) => call('retry-run', to(name)),
    unlockState: (name: string, lockId: string) => call('unlock-state', { body: { lockId }, ...to(name) }),
    checkDrift: (name: string) => call('check-drift', to(name)),
    expectDrift: (name: string, body: BodyOf<'expect-drift'>) => call('expect-drift', { body, ...to(name) }),
    rotateEnvironment: (name: string, body: BodyOf<'rotate-environment'>) =>
      call('rotate-environment', { body, ...to(name) }),
    ejectEnvironment: (name: string, key: string) =>
      call('eject-environment', { body: { key }, ...to(name) }),
    getEjected: (name: string) => call('get-ejected', { params: { name } }),
    disownResource: (name: string, address: string) =>
      call('disown-resource', { body: { address }, ...to(name) }),
  };
}

/** What is asked for again and again while something is done. */
function createWatchedApi(call: Call) {
  return {
    getEnvironment: (name: string) => call('get-environment', { params: { name }, answer: SomeEnvironment }),
    getLife: (id: string) => call('get-life', { params: { id }, answer: SomeEnvironment }),
    getRun: (id: string) => call('get-run', { params: { id } }),
    listEvents: async (name: string, after: number) => (await everyEventOf(call, name, after)).items,
    getLogs: (id: string, after?: string) =>
      call('get-logs', { params: { id }, query: { after }, answer: SomeLog }),
    ...createWatchedStackApi(call),
    getImageBuild: (id: string) => call('get-image-build', { params: { id }, answer: SomeImageBuild }),
  };
}

function createImageApi(call: Call) {
  return {
    buildImage: (body: BodyOf<'build-image'>) =>
      call('build-image', { body, shownBy: 'idp image list', answer: SomeImageBuild }),
    listImageBuilds: () =>
      everyItem((cursor) => call('list-image-builds', { query: { limit, cursor }, answer: SomePage })),
  };
}

function createTargetApi(call: Call) {
  const told = { shownBy: 'idp targets', answer: SomeTarget };
  return {
    getTarget: (name: string) => call('get-target', { params: { name }, answer: SomeTarget }),
    addTarget: (body: BodyOf<'add-target'>) => call('add-target', { body, ...told }),
    updateTarget: (name: string, body: BodyOf<'update-target'>) =>
      call('update-target', { params: { name }, body, ...told }),
    removeTarget: (name: string) => call('remove-target', { params: { name }, ...told }),
  };
}

function createWebhookApi(call: Call) {
  const told = { shownBy: 'idp webhooks list' };
  const delivered = { shownBy: 'idp webhooks deliveries --status waiting', answer: SomeDelivery };
  return {
    addWebhook: (body: BodyOf<'add-webhook'>) =>
      call('add-webhook', { body, ...told, answer: SomeAddedWebhook }),
    listWebhooks: () =>
      everyItem((cursor) => call('list-webhooks', { query: { limit, cursor }, answer: SomePage })),
    removeWebhook: (id: string) => call('remove-webhook', { params: { id }, ...told, answer: SomeWebhook }),
    rotateWebhook: (id: string) =>
      call('rotate-webhook', { params: { id }, ...told, answer: SomeAddedWebhook }),
    testWebhook: (id: string) => call('test-webhook', { params: { id }, ...delivered }),
    listDeliveries: (query: Query<'list-deliveries'>) =>
      everyItem((cursor) =>
        call('list-deliveries', { query: { ...query, limit, cursor }, answer: SomePage }),
      ),
    getDelivery: (delivery: string) => call('get-delivery', { params: { delivery }, answer: SomeDelivery }),
    sendAgain: (delivery: string) => call('send-again', { params: { delivery }, ...delivered }),
  };
}

function createAccessApi(call: Call) {
  return {
    getSummary: () => call('get-summary', { answer: SomeSummary }),
    getMe: () => call('get-me', { answer: SomeActor }),
    listTargets: () => everyItem(() => call('list-targets', { answer: SomePage })),
    listRefusals: (day?: string) =>
      everyItem((cursor) => call('list-refusals', { query: { day, limit, cursor }, answer: SomePage })),
    getHealth: () => call('get-health', { answer: SomeHealth }),
    getSignIn: () => call('get-sign-in', { answer: SomeSignIn }),
  };
}

/** What happened to an environment, from the beginning or behind a number. */
function everyEventOf(call: Call, name: string, from?: number) {
  return everyEvent(
    (after) => call('list-events', { params: { name }, query: { after }, answer: SomePage }),
    from,
  );
}
