import type * as z from 'zod';
import { SomeObject } from '../answers';
import type { Send } from '../api-client';
import { type Operations, places } from './description';
import type { BodyIn, OperationName, ParamsIn, ResponseOf } from './operation';
import { CliError } from '../errors';
import type { Request } from '../request';

/** What is asked of an operation; a number of a query is written as it is to be read. */
export type Asked<Name extends OperationName> = ParamsIn<Name> &
  BodyIn<Name> & {
    query?: { [Key in keyof Operations[Name]['query']]?: string | undefined };
    /** What the answer must have at least. */
    answer?: z.ZodType;
  } & Pick<Request, 'shownBy' | 'watching'>;

/** The same without what is known of the one operation. */
type Plain = Omit<Request, 'method' | 'path'> & { params?: Record<string, string> };

/** Asks one operation of the API, by its name. */
export type Call = <Name extends OperationName>(name: Name, asked: Asked<Name>) => Promise<ResponseOf<Name>>;

/** The operations over HTTP, each at the place that the description gives it. */
export function createCall(send: Send): Call {
  return <Name extends OperationName>(name: Name, asked: Asked<Name>) => {
    const { params = {}, answer = SomeObject, ...rest } = asked as Plain;
    const [method, path] = places[name];
    return send<ResponseOf<Name>>({ ...rest, method, path: filled(path, params), answer });
  };
}

function filled(path: string, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => segment(params[name] ?? ''));
}

/** One segment of a path; an empty one or dots would lead to another path. */
function segment(text: string): string {
  if (!/^\.{0,2}$/.test(text)) return encodeURIComponent(text);
  throw new CliError('invalid', `'${text}' is not a valid name.`, { code: 'Usage' });
}
