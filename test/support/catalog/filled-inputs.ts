/** Values by the names of what gives them: outputs by environment. */
type Given = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const wholly = /^\$\{([a-z][a-z0-9-]*)\.([a-z_0-9]+)\}$/;
const within = /\$\{([a-z][a-z0-9-]*)\.([a-z_0-9]+)(?:\.([^}]+))?\}/g;

/** Inputs with `${<environment>.<output>}` replaced: by the value where it is all of a text, by its text within one. */
export function filledInputs<T>(inputs: T, given: Given): T {
  return fill(inputs, given) as T;
}

function fill(value: unknown, given: Given): unknown {
  if (typeof value === 'string') return fillText(value, given);
  if (Array.isArray(value)) return value.map((one) => fill(one, given));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, given)]));
}

function fillText(text: string, given: Given): unknown {
  const [, environment, output] = wholly.exec(text) ?? [];
  if (environment !== undefined && output !== undefined) return valueOf(given, environment, output);
  return text.replace(within, (_, of: string, name: string, key?: string) => {
    const value = valueOf(given, of, name);
    return String(key === undefined ? value : (value as Record<string, unknown>)[key]);
  });
}

function valueOf(given: Given, environment: string, output: string): unknown {
  const value = given[environment]?.[output];
  if (value === undefined) throw new Error(`Nothing gives \${${environment}.${output}}`);
  return value;
}
