/** The parameters of a call by their names in the API: texts, numbers, lists and structures, whatever the protocol. */
export type Input = Readonly<Record<string, unknown>>;

/** The texts under a parameter, which may be one or a list; a structure has none. */
export function textsAt(input: Input, name: string): string[] {
  const value = input[name];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string' && one !== '');
}

/** The first text under any of these parameters. */
export function textAt(input: Input, ...names: string[]): string | undefined {
  return names.flatMap((name) => textsAt(input, name))[0];
}

/** The structures of a list. */
export function structuresAt(input: Input, name: string): Input[] {
  const value = input[name];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter(isStructure);
}

/** Every text in a call, however deep. */
export function allTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(allTexts) : [];
}

function isStructure(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
