import type { Call } from '../front/call';
import type { Input } from './input';
import type { Operation } from './service-rules';

/** Method and path of an operation as the API's page says them, such as `/clusters/{name}`, and its name; a `{name+}` has slashes. */
export type RestRoute = [method: string, path: string, name: string];

interface Shape {
  method: string;
  path: RegExp;
  parameters: string[];
  name: string;
}

/** Reads the calls of a REST protocol by their routes; what path and query name is among the parameters. */
export function restReader(routes: readonly RestRoute[]): (call: Call) => Operation | undefined {
  const shapes = routes.map(shapeOf);
  return (call) => {
    const { pathname, searchParams } = new URL(call.path, 'http://service');
    const shape = shapes.find(({ method, path }) => method === call.method && path.test(pathname));
    const [, ...values] = shape?.path.exec(pathname) ?? [];
    const named =
      shape?.parameters.map((name, at): [string, string] => [name, decodeURIComponent(values[at] ?? '')]) ??
      [];
    return (
      shape && {
        name: shape.name,
        input: { ...Object.fromEntries(searchParams), ...bodyInput(call), ...Object.fromEntries(named) },
      }
    );
  };
}

function shapeOf([method, path, name]: RestRoute): Shape {
  const parameters = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, parameter = '']) => parameter);
  const shape = path.replaceAll(/\{\w+\+\}/g, '(.+)').replaceAll(/\{\w+\}/g, '([^/]+)');
  return { method, path: new RegExp(`^${shape}/?$`), parameters, name };
}

/** A call may have no body, or one that is none of its parameters. */
export function bodyInput({ body }: Call): Input {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'));
    return typeof read === 'object' && read !== null ? (read as Input) : {};
  } catch {
    return {};
  }
}
