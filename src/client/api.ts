import type * as z from 'zod';
import type { Actor } from '../domain/access/actor';
import type { RefusalRow } from '../domain/access/refusal';
import type {
  BuildImageBody,
  ChangeEnvironmentBody,
  CreateEnvironmentBody,
  EstimateCostBody,
} from '../domain/api/requests';
import type * as answers from '../domain/api/responses';
import type { OutputsDocument, PlanDocument } from '../domain/environment/artifacts';
import type { EventPage } from '../domain/environment/events';
import type { ImageBuildView } from '../domain/image/image-build-view';
import type { RunRecord } from '../domain/environment/run-record';
import type { StateLock } from '../domain/environment/state-lock';
import type { TemplateVersion } from '../domain/template/template';
import type { EnvironmentView } from '../domain/environment/view';
import {
  SomeActor,
  SomeEnvironment,
  SomeEstimate,
  SomeHealth,
  SomeImageBuild,
  SomeLog,
  SomeObject,
  SomeOutputs,
  SomePage,
  SomePlan,
  SomeSignIn,
  SomeTemplate,
} from './answers';
import type { Send } from './api-client';
import type { Request } from './request';
import { CliError } from './errors';

export type TemplateSummary = z.infer<typeof answers.TemplateSummary>;
export type TargetView = z.infer<typeof answers.TargetView>;
export type EstimateView = z.infer<typeof answers.EstimateView>;
export type LifeView = z.infer<typeof answers.LifeView>;
type LogPage = z.infer<typeof answers.LogPage>;
type HealthView = z.infer<typeof answers.HealthView>;
/** The longest page that the API gives. */
const limit = '100';

type Query = NonNullable<Request['query']>;
type Page<Item> = { items: Item[]; next: string | null };

/** The API's operations as functions; a list is followed to its end. */
export type Api = ReturnType<typeof createApi>;

/** Names what to send to which path; nothing is decided here. */
export function createApi(send: Send) {
  const get = getterOf(send);
  return {
    listTemplates: () => everyItem<TemplateSummary>(get, '/templates'),
    getTemplate: (template: string, version?: string) =>
      get<TemplateVersion>(`/templates/${segment(template)}`, { version }, SomeTemplate),
    estimateCost: (body: EstimateCostBody) =>
      send<EstimateView>({ method: 'POST', path: '/estimates', body, answer: SomeEstimate }),
    listEnvironments: (query: Query) => everyItem<EnvironmentView>(get, '/environments', { ...query, limit }),
    getLock: (name: string) => get<StateLock>(`${pathOf(name)}/lock`),
    listRuns: (name: string) => everyItem<RunRecord>(get, `${pathOf(name)}/runs`, { limit }),
    readEvents: (name: string) => everyEvent(get, name, 0),
    getOutputs: (name: string) => get<OutputsDocument>(`${pathOf(name)}/outputs`, undefined, SomeOutputs),
    getPlan: (id: string) => get<PlanDocument>(`/runs/${segment(id)}/plan`, undefined, SomePlan),
    ...createEnvironmentCommands(send),
    ...createImageApi(send, get),
    ...createAccessApi(get),
    ...createWatchedApi(get),
    /** Any request, and its answer as it is. */
    sendRaw: (request: Pick<Request, 'method' | 'path' | 'body'>) => send<unknown>(request),
    /** The same answers for somebody who watches, and outlasts an outage of minutes. */
    watch: createWatchedApi(getterOf((request) => send({ ...request, watching: true }))),
  };
}

/** What changes an environment; each says what shows whether it did. */
function createEnvironmentCommands(send: Send) {
  const change = (request: Omit<Request, 'shownBy' | 'answer'>, name: string) =>
    send<EnvironmentView>({ ...request, shownBy: `idp status ${name}`, answer: SomeEnvironment });
  const act = (name: string, deed: string, body?: unknown) =>
    change({ method: 'POST', path: `${pathOf(name)}/${deed}`, body }, name);
  return {
    createEnvironment: (body: CreateEnvironmentBody) =>
      change({ method: 'POST', path: '/environments', body }, body.name),
    changeEnvironment: (name: string, body: ChangeEnvironmentBody) =>
      change({ method: 'PATCH', path: pathOf(name), body }, name),
    destroyEnvironment: (name: string) => change({ method: 'DELETE', path: pathOf(name) }, name),
    extendEnvironment: (name: string, ttl: string) => act(name, 'extend', { ttl }),
    approvePlan: (name: string, planDigest: string) => act(name, 'approve', { planDigest }),
    rejectPlan: (name: string, body: { planDigest: string; reason?: string }) => act(name, 'reject', body),
    cancelRun: (name: string) => act(name, 'cancel'),
    retryRun: (name: string) => act(name, 'retry'),
    unlockState: (name: string, lockId: string) => act(name, 'unlock', { lockId }),
    disownResource: (name: string, address: string) => act(name, 'disown', { address }),
  };
}

/** What is asked for again and again while something is done. */
function createWatchedApi(get: Get) {
  return {
    getEnvironment: (name: string) => get<EnvironmentView>(pathOf(name), undefined, SomeEnvironment),
    getLife: (id: string) => get<LifeView>(`/lives/${segment(id)}`, undefined, SomeEnvironment),
    getRun: (id: string) => get<RunRecord>(`/runs/${segment(id)}`),
    listEvents: async (name: string, after: number) => (await everyEvent(get, name, after)).items,
    getLogs: (id: string, after?: string) => get<LogPage>(`/runs/${segment(id)}/logs`, { after }, SomeLog),
    getImageBuild: (id: string) =>
      get<ImageBuildView>(`/image-builds/${segment(id)}`, undefined, SomeImageBuild),
  };
}

function createImageApi(send: Send, get: Get) {
  return {
    buildImage: (body: BuildImageBody) =>
      send<ImageBuildView>({
        method: 'POST',
        path: '/image-builds',
        body,
        shownBy: 'idp image list',
        answer: SomeImageBuild,
      }),
    listImageBuilds: () => everyItem<ImageBuildView>(get, '/image-builds', { limit }),
  };
}

function createAccessApi(get: Get) {
  return {
    getMe: () => get<Actor>('/me', undefined, SomeActor),
    listTargets: () => everyItem<TargetView>(get, '/targets'),
    listRefusals: (day?: string) => everyItem<RefusalRow>(get, '/refusals', { day, limit }),
    getHealth: () => get<HealthView>('/health', undefined, SomeHealth),
    getSignIn: () => get<answers.SignInView>('/sign-in', undefined, SomeSignIn),
  };
}

type Get = <Answer>(path: string, query?: Query, answer?: z.ZodType) => Promise<Answer>;

function getterOf(send: Send): Get {
  return <Answer>(path: string, query?: Query, answer: z.ZodType = SomeObject) =>
    send<Answer>({ method: 'GET', path, ...(query && { query }), answer });
}

async function everyItem<Item>(get: Get, path: string, query: Query = {}): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await get<Page<Item>>(path, { ...query, cursor }, SomePage);
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** Events are a list without an end: its cursor is the sequence number last seen. The head is that of the last page. */
async function everyEvent(get: Get, name: string, after: number): Promise<EventPage> {
  const page = await get<EventPage>(`${pathOf(name)}/events`, { after: String(after) }, SomePage);
  if (page.next === null) return page;
  const rest = await everyEvent(get, name, Number(page.next));
  return { ...rest, items: [...page.items, ...rest.items] };
}

function pathOf(name: string): string {
  return `/environments/${segment(name)}`;
}

/** One segment of a path; an empty one or dots would lead to another path. */
function segment(text: string): string {
  if (!/^\.{0,2}$/.test(text)) return encodeURIComponent(text);
  throw new CliError('invalid', `'${text}' is not a valid name.`, { code: 'Usage' });
}
