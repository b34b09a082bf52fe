/** A resource instance's address in its parts, as a state file holds them. */
export interface InstanceAddress {
  module: string | null;
  type: string;
  name: string;
  index: string | number | null;
}

/** A word is an identifier of HCL: what Unicode lets stand in one, and hyphens. */
const step = /([\p{ID_Continue}-]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?(?:\.|$)/uy;

/** The parts of an address such as `module.a["x"].aws_eip.nat[0]`; undefined when it is not one of a managed resource. */
export function parseAddress(address: string): InstanceAddress | undefined {
  const steps = splitAddress(address);
  const [type, name] = steps.slice(-2);
  if (type === undefined || name === undefined || type.key !== null || type.word === 'module')
    return undefined;
  const modules = steps.slice(0, -2);
  if (!areModules(modules)) return undefined;
  const module = modules.map(({ text }) => text).join('.');
  return {
    module: module === '' ? null : module,
    type: type.word,
    name: name.word,
    index: name.key === null ? null : (JSON.parse(name.key.slice(1, -1)) as string | number),
  };
}

/** Whether an address is one of a data source, such as `module.a.data.aws_ssm_parameter.p["/a.b"]`. */
export function isDataAddress(address: string): boolean {
  const steps = splitAddress(address);
  const [data, type, name] = steps.slice(-3);
  if (data?.text !== 'data' || type?.key !== null || name === undefined) return false;
  return areModules(steps.slice(0, -3));
}

function areModules(steps: readonly Step[]): boolean {
  return steps.length % 2 === 0 && steps.every(({ word }, at) => at % 2 === 1 || word === 'module');
}

/** The address of the parts; the reverse of `parseAddress`. */
export function formatAddress({ module, type, name, index }: InstanceAddress): string {
  const key = index === null ? '' : `[${JSON.stringify(index)}]`;
  return `${module === null ? '' : `${module}.`}${type}.${name}${key}`;
}

/** The address as the configuration has it: without the keys of modules and of the resource. */
export function configAddress(address: string): string {
  const steps = splitAddress(address);
  return steps.length === 0 ? address : steps.map(({ word }) => word).join('.');
}

/** The block that a managed instance is of, within its module: its type and name. */
export function blockAddress(address: string): string {
  const parts = parseAddress(address);
  return parts ? `${parts.type}.${parts.name}` : address;
}

/** The module path of an address, keys included; empty for the root. */
export function modulePath(address: string): string {
  return parseAddress(address)?.module ?? '';
}

const modulesAhead = /^(?:module\.[\p{ID_Continue}-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)+/u;

/** The same of whatever lies in a module, a data source too. */
export function moduleOf(address: string): string {
  return modulesAhead.exec(address)?.[0].slice(0, -1) ?? '';
}

interface Step {
  text: string;
  word: string;
  key: string | null;
}

function splitAddress(address: string): Step[] {
  const steps: Step[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < address.length) {
    const match = step.exec(address);
    if (!match?.[1]) return [];
    steps.push({ text: match[1] + (match[2] ?? ''), word: match[1], key: match[2] ?? null });
  }
  return steps;
}
