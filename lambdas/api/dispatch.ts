import type * as z from 'zod';
import type { Actor } from '../../src/domain/access/actor';
import { RefusedThing } from '../../src/domain/access/refusal';
import {
  authorize,
  authorizePlanning,
  authorizePreview,
  refusePreviews,
} from '../../src/domain/access/authorize';
import type { RequestKey } from '../../src/domain/registry/entry';
import { DomainError, isDomainError } from '../../src/domain/base/errors';
import { parseRequest } from '../../src/domain/base/parse';
import type { CatalogReader } from '../../src/operations/ports/deps';
import type { SharedDocument } from '../../src/operations/ports/environment';
import type { Paged } from '../../src/operations/ports/registry';
import { type HttpEvent, type HttpReply, originOf, readActor, replyJson, replyStored } from '../_edge/http';
import { withEntityTag } from '../_edge/entity-tag';
import { methodNotAllowed } from '../_edge/http-refusal';
import { placeIn, queryDigest, toCursorOf } from '../_edge/page-cursor';
import { readJson } from '../_edge/read-json';
import { readQuery } from '../_edge/read-query';
import { readRequestKey } from '../_edge/request-key';
import { replyPage } from './docs/reply-page';
import { isKept } from './route';
import { type ApiRoute, type OperationName, type Route, routes } from './routes';

type Part<Fields> = string extends keyof Fields ? object : Fields;
type RouteOf<Name extends OperationName> = Extract<ApiRoute, { operation: Name }>;
type Asked<R extends ApiRoute> = Part<z.output<R['params']>> &
  Part<z.output<R['query']>> &
  Part<z.output<R['body']>>;

/** What an operation receives: path, query and body in one object, the caller, and the request's key if it may be sent twice. */
export type InputOf<Name extends OperationName> = Asked<RouteOf<Name>> &
  (RouteOf<Name> extends { addressed: true } ? { origin: string } : object) &
  (RouteOf<Name>['role'] extends 'public' ? object : { actor: Actor; request?: RequestKey | undefined });

/** A function for every operation of the table: a missing one, or one that returns another type, does not compile. */
export type Operations<Deps> = {
  [Name in OperationName]: (
    input: InputOf<Name>,
    deps: Deps,
  ) => Promise<ResultOf<RouteOf<Name>>> | ResultOf<RouteOf<Name>>;
};

type ResultOf<R extends ApiRoute> = R extends { stored: true } ? SharedDocument : z.input<R['response']>;

/** A request that is understood: its row of the table, and what its operation is given. */
export interface Call {
  route: ApiRoute;
  input: Record<string, unknown> & { actor?: Actor | undefined };
  /** The digest of the query, of one whose result is a page. */
  query?: string | undefined;
}

const byKey = new Map<string, ApiRoute>(routes.map((route) => [`${route.method} ${route.path}`, route]));

/**
 * Reads a request that the gateway has matched to a row of the table: the caller must be known and have the row's
 * role; then path, query and body are read by the row's schemas. Each step throws the DomainError that is returned.
 */
export function readCall(event: HttpEvent): Call {
  const route = findRoute(event);
  const actor = admit(event, route);
  const body = route.method === 'GET' ? undefined : readJson(event);
  const request = route.method === 'GET' ? undefined : readRequestKey(event, body);
  const asked = readFields(event, route, body);
  const query = takesCursor(route) ? queryDigest(route.operation, asked) : undefined;
  const address = (route as Route).addressed && { origin: originOf(event) };
  return { route, input: { actor, request, ...asked, ...placeOf(asked, query), ...address }, query };
}

function takesCursor({ query }: Route): boolean {
  return 'cursor' in ((query as z.ZodType & { shape?: object }).shape ?? {});
}

function placeOf({ cursor }: Record<string, unknown>, query: string | undefined): { cursor?: string } {
  return query !== undefined && typeof cursor === 'string' ? { cursor: placeIn(query, cursor) } : {};
}

/**
 * Throws Forbidden for the workflow of a pull request that reads more than its own previews; what changes one is refused by
 * the operation, in its words.
 */
export function admitPreview({ route, input }: Call): void {
  const { method, path, previews, plansStack, summary }: Route = route;
  if (method !== 'GET' || previews || !input.actor) return;
  if (plansStack) authorizePlanning(input.actor, String(input['stack']), 'read the stack');
  else if (path.includes('{name}')) authorizePreview(input.actor, String(input['name']), 'read');
  else refusePreviews(input.actor, wordsOf(summary));
}

/** What the log may know of a result: what its row says. */
export function idsIn({ idsIn: read }: Route, result: unknown): Record<string, string> {
  return read?.(result) ?? {};
}

/** What the log may know of a request: ids and names, nothing that was sent. */
export function idsOf({ routeKey, pathParameters, requestContext }: HttpEvent): Record<string, string> {
  const { name, id, stack } = pathParameters ?? {};
  const route: Route | undefined = byKey.get(routeKey);
  return {
    request: requestContext.requestId,
    operation: route?.operation ?? 'unknown',
    actor: actorIdOf(requestContext.authorizer?.lambda?.actor),
    ...(name !== undefined && { environment: name }),
    ...(stack !== undefined && { stack }),
    ...(id !== undefined && { [route?.idIsOf ?? 'id']: id }),
  };
}

/** What was asked about, for the audit of a refusal: only what has the shape that the row asks for, and never an input. */
export function thingOf({ routeKey, pathParameters }: HttpEvent, call: Call | undefined): RefusedThing {
  const route: Route | undefined = byKey.get(routeKey);
  const { data } = route?.params.safeParse(pathParameters ?? {}) ?? {};
  const { name, id, stack } = (data ?? {}) as Partial<Record<string, string>>;
  const body = (call?.input ?? {}) as Partial<Record<string, string>>;
  const { template, target, repository } = body;
  const named = { environment: name ?? body['name'], template, target, repository, stack };
  const all = Object.entries({ ...named, [route?.idIsOf ?? 'life']: id });
  return RefusedThing.safeParse(Object.fromEntries(all.filter(([, text]) => text !== undefined))).data ?? {};
}

/** The log must not fail where the request did, so what cannot be read is nobody. */
function actorIdOf(actor: string | undefined): string {
  try {
    return (JSON.parse(actor ?? '{}') as Partial<Actor>).id ?? 'nobody';
  } catch {
    return 'nobody';
  }
}

function findRoute({ routeKey, rawPath, requestContext }: HttpEvent): ApiRoute {
  const route = byKey.get(routeKey);
  if (route) return route;
  const { method } = requestContext.http;
  const allowed = methodsOf(rawPath);
  if (allowed.length > 0) throw methodNotAllowed(method, rawPath, allowed);
  throw new DomainError('RouteNotFound', { method, path: rawPath });
}

/** The methods that the table has for a path as it was sent. */
function methodsOf(path: string): string[] {
  const matching = routes.filter((route) => asPattern(route.path).test(path));
  return matching.map(({ method }) => method);
}

function asPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function admit(event: HttpEvent, route: Route): Actor | undefined {
  const { role, summary } = route;
  if (role === 'public') return undefined;
  const actor = readActor(event);
  authorize(actor, role, wordsOf(summary));
  return actor;
}

/** What a route does as the words behind 'may not': its summary without what that adds after a semicolon, colon or parenthesis. */
function wordsOf(summary: string): string {
  const [does = ''] = summary.split(/[;:]| \(/);
  return does.charAt(0).toLowerCase() + does.slice(1);
}

function readFields(
  event: HttpEvent,
  { params, query, body }: Route,
  given: unknown,
): Record<string, unknown> {
  return Object.assign(
    {},
    parseRequest(params, event.pathParameters ?? {}),
    parseRequest(query, readQuery(event)),
    parseRequest(body, given),
  );
}

/** Carries the call out: the one operation behind its row of the table. */
export async function carryOut<Deps>(
  { route, input, query }: Call,
  operations: Operations<Deps>,
  deps: Deps,
): Promise<unknown> {
  const operation = operations[route.operation] as (input: unknown, deps: Deps) => unknown;
  const result = await withFreshCatalog(() => operation(input, deps), deps);
  return query === undefined ? result : withCursor(result as Paged<unknown>, query);
}

/** A template that is not in a catalog of two seconds ago may have been published since: only one of now says that there is none. */
async function withFreshCatalog(work: () => unknown, deps: unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    const { catalog } = deps as { catalog?: CatalogReader };
    if (!isDomainError(error, 'TemplateNotFound') || !catalog?.forget) throw error;
    catalog.forget();
    return work();
  }
}

function withCursor({ items, next }: Paged<unknown>, query: string): Paged<unknown> {
  return { items, next: next === null ? null : toCursorOf(query, next) };
}

/** The reply to a call with its result, which a client that has it already gets without the body. */
export function replyTo(route: Route, result: unknown, event: HttpEvent): HttpReply {
  const reply = replyWith(route, result);
  return isKept(route) ? withEntityTag(reply, event) : reply;
}

/** The operation's result; work that goes on afterwards is found at its Location. */
function replyWith({ status, location, stored, page }: Route, result: unknown): HttpReply {
  if (page) return replyPage(String(result));
  if (stored) return replyStored(result as SharedDocument);
  return replyJson(status, result, location === undefined ? {} : { location: filled(location, result) });
}

function filled(location: string, result: unknown): string {
  return location.replace(/\{(\w+)\}/g, (_, field: string) =>
    String((result as Record<string, unknown>)[field]),
  );
}
