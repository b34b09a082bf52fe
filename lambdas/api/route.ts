import type * as z from 'zod';
import type { Role } from '../../src/domain/access/actor';
import * as api from '../../src/domain/api/requests';
import * as queries from '../../src/domain/api/queries';
import { EnvironmentView } from '../../src/domain/environment/view';

/**
 * One thing the API does. `role` is the least that gets past the door: what an operation asks of the environment's
 * owner or of an approver it checks itself. `status` 202 means that the work goes on after the response.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: `/${string}`;
  operation: string;
  role: Role | 'public';
  summary: string;
  params: z.ZodType;
  query: z.ZodType;
  body: z.ZodType;
  response: z.ZodType;
  status: 200 | 202;
  /** Of a row that reads a stored document: a large one is not in the response, which says where it is. */
  stored?: true;
  /** Of a row that returns a page of HTML for people, which is its text. */
  page?: true;
  /** Of a row that reads: its answer may be kept by nobody, so it has no ETag. */
  unkept?: true;
  /** Of a row whose operation is told the address that this control plane was reached at. */
  addressed?: true;
  /** Where work that goes on after the answer is to be seen; a `{field}` is one of the answer. */
  location?: `/${string}`;
  /** Of a row that reads: whether workflows of pull requests get past, as it is about nobody's, or its operation looks whose it is. */
  previews?: true;
  /** Of a row that reads: whether workflows of pull requests get past that may plan the stack. */
  plansStack?: true;
  /** What the log may know of what the operation returned; absent: nothing. */
  idsIn?: (result: unknown) => Record<string, string>;
  /** What the `id` of the path is of, as the log names it. */
  idIsOf?: string;
}

/** Whether clients may keep what a row returns. */
export function isKept({ method, unkept }: Route): boolean {
  return method === 'GET' && !unkept;
}

/** The log's ids of an environment that was returned: its name, its life, its run while it has one. */
export function idsOfEnvironment(result: unknown): Record<string, string> {
  const { name, id, run } = result as EnvironmentView;
  return { environment: name, life: id, ...(run && { run: run.id }) };
}

/** For a row whose result is of no one thing. */
export const noIds = (): Record<string, string> => ({});

const bare = { params: queries.NoParams, query: queries.NoQuery, body: api.NoBody, status: 200 } as const;
/** A row that any signed-in reader gets past. */
export const read = { ...bare, method: 'GET', role: 'viewer' } as const;
/** The same about an environment. */
export const readName = { ...read, params: queries.NameParams } as const;
/** The same about a run, a life or a build. */
export const readId = { ...read, params: queries.IdParams } as const;
/** A row that changes an environment while the caller waits. */
export const change = {
  ...bare,
  method: 'POST',
  role: 'developer',
  params: queries.NameParams,
  response: EnvironmentView,
  idsIn: idsOfEnvironment,
} as const;
/** A row whose work goes on after the answer. */
export const start = { ...change, status: 202, location: '/environments/{name}' } as const;
