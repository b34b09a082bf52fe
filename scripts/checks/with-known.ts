import * as z from 'zod';

/**
 * What operations are to be asked about, by `METHOD /path`, or by the beginning of paths for all that have no row of their own:
 * values of path parameters, and a body.
 */
export type Known = Record<
  string,
  { path?: Record<string, string | undefined> | undefined; body?: object | undefined }
>;

const Parameter = z.looseObject({ name: z.string().optional(), in: z.string().optional() });
const Operation = z.looseObject({
  parameters: z.array(Parameter).optional(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ example: z.unknown() })) })
    .optional(),
});
type Operation = z.infer<typeof Operation>;
const Description = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) });
/** A description of an API, of which what is needed here is known. */
export type Description = z.infer<typeof Description>;

/** The description with the known values as its examples, so that whoever asks by it reaches what is there. */
export function withKnown(described: unknown, known: Known): Description {
  const description = Description.parse(described);
  const unused = Object.keys(known).filter((row) => !isDescribed(row, description));
  if (unused.length > 0) throw new Error(`The API describes no ${unused.join(', ')}.`);
  const paths = Object.entries(description.paths).map(([path, operations]) => {
    const told = Object.entries(operations).map(([method, operation]) => [
      method,
      tell(operation, knownOf(`${method.toUpperCase()} ${path}`, known)),
    ]);
    return [path, Object.fromEntries(told)] as const;
  });
  return { ...description, paths: Object.fromEntries(paths) as Description['paths'] };
}

function isDescribed(row: string, { paths }: Description): boolean {
  const [method = '', path = ''] = row.split(' ');
  return path === '' ? row in paths : paths[path]?.[method.toLowerCase()] !== undefined;
}

/** Its own row over that of the longest path which its path begins with. */
function knownOf(operation: string, known: Known): Known[string] {
  const [, path = ''] = operation.split(' ');
  const [nearest = ''] = Object.keys(known)
    .filter((row) => path === row || path.startsWith(`${row}/`))
    .sort((one, other) => other.length - one.length);
  return { path: known[operation]?.path ?? known[nearest]?.path, body: known[operation]?.body };
}

function tell(operation: Operation, { path = {}, body }: Known[string]): Operation {
  const parameters = operation.parameters?.map((one) => {
    const example = one.in === 'path' ? path[one.name ?? ''] : undefined;
    return example === undefined ? one : { ...one, example };
  });
  const json = operation.requestBody?.content['application/json'];
  return {
    ...operation,
    ...(parameters && { parameters }),
    ...(body &&
      json && {
        requestBody: {
          ...operation.requestBody,
          content: { 'application/json': { ...json, example: body } },
        },
      }),
  };
}
