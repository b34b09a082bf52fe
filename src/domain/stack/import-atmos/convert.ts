import { StackFile } from '../stack-file';
import { type MapNode, type Node, type ScalarNode, valueOf } from '../node';
import { type FilePlace, problemAt } from '../place';
import type { AtmosComponent } from './atmos-component';
import { convertValue } from './convert-value';
import type { Converted, ConvertedComponent, ConvertedStack, Converting } from './converted';
import { listTwice } from './list-twice';
import { mapAt, scalarAt, stringAt } from './merge-values';
import type { ModuleFacts } from './module-facts';
import { whyNotPlanned } from './module-facts';
import { openNames, templateNameOf } from './names';
import type { Finding } from './repository';

/** Stacks of Atmos as ours; what is not taken over is put to the findings. */
export function convertStacks(
  components: readonly AtmosComponent[],
  converting: Converting,
): ConvertedStack[] {
  const stackName = openNames();
  const built = components.filter(({ isAbstract }) => !isAbstract);
  listTwice(built, converting.findings);
  const stacks = new Set(built.map(({ stack }) => stack));
  const inStack = (name: string) => built.filter(({ stack }) => stack === name);
  const all = new Map([...stacks].map((stack) => [stack, withNames(inStack(stack))]));
  const known: Converted = { stackName, find: (stack, component) => all.get(stack)?.get(component) };
  return [...all].map(([stack, named]) => convertStack(stack, [...named.values()], { known, ...converting }));
}

interface Named {
  name: string;
  source: AtmosComponent;
}

/** The last manifest of a stack that has a component counts, as it is the same one. */
function withNames(components: readonly AtmosComponent[]): Map<string, Named> {
  const nameOf = openNames();
  return new Map(components.map((source) => [source.name, { name: nameOf(source.name), source }]));
}

interface Work extends Converting {
  known: Converted;
}

function convertStack(stack: string, named: readonly Named[], work: Work): ConvertedStack {
  const name = work.known.stackName(stack);
  const [first] = named;
  if (first && name !== stack) work.findings.push(renamed(first.source.at, `stack '${stack}'`, name));
  for (const one of named)
    if (one.name !== one.source.name)
      work.findings.push(renamed(one.source.at, `component '${one.source.name}'`, one.name));
  const components = named.map((one) => [one.name, convertComponent(one.source, work)] as const);
  return { name, heads: headsOf(named), components: new Map(components) };
}

function renamed(at: FilePlace, what: string, to: string): Finding {
  return { kind: 'renamed', ...problemAt(at, `the ${what} is called '${to}' here`) };
}

/** What all components of a stack say alike is said by the stack. */
function headsOf(named: readonly Named[]): ConvertedStack['heads'] {
  const said = {
    account: sameIn(named, ['account_id', 'aws_account_id']),
    region: sameIn(named, ['region', 'aws_region']),
    environment: sameIn(named, ['stage', 'environment']),
  };
  const valid = Object.entries(said).filter(([key, value]) => {
    return value !== undefined && StackFile.safeParse({ [key]: value }).success;
  });
  return Object.fromEntries(valid) as ConvertedStack['heads'];
}

function sameIn(named: readonly Named[], names: readonly string[]): string | undefined {
  for (const name of names) {
    const values = new Set(named.map(({ source }) => scalarAt(source.vars, name)));
    const [value] = values;
    if (values.size === 1 && value !== undefined) return String(value);
  }
  return undefined;
}

function convertComponent(source: AtmosComponent, work: Work): ConvertedComponent {
  const module = work.modules.get(source.folder);
  const why = whyNotPlanned(source, module);
  work.findings.push(
    ...why.map((message): Finding => ({ kind: 'cannot-plan', ...problemAt(source.at, message) })),
  );
  return {
    source,
    template: templateNameOf(source.folder),
    isEnabled: source.isEnabled,
    after: afterOf(source, work),
    inputs: inputsOf(source, module, work),
  };
}

function inputsOf(source: AtmosComponent, module: ModuleFacts | undefined, work: Work): MapNode {
  const entries = [...source.vars.entries].flatMap(([name, node]) => {
    const variable = module?.variables.get(name);
    if (module?.isRead === true && variable === undefined) return skip(undeclared(source, name, node), work);
    if (variable?.isSensitive === true && valueOf(node) !== null)
      return skip(sensitive(source, name, node), work);
    return [[name, convertValue(node, [name], { source, ...work })] as const];
  });
  return { ...source.vars, entries: new Map(entries) };
}

function skip(finding: Finding, { findings }: Work): [] {
  findings.push(finding);
  return [];
}

function undeclared({ folder }: AtmosComponent, name: string, { key, at }: Node): Finding {
  const message = `'${name}' is not declared by the root module ${folder}, so that Terraform ignores it; it is not written`;
  return { kind: 'undeclared', ...problemAt(key ?? at, message) };
}

function sensitive({ folder }: AtmosComponent, name: string, { key, at }: Node): Finding {
  const message = `'${name}' is sensitive in ${folder}, so that its value is not written; pass the name or ARN of a secret`;
  return { kind: 'sensitive', ...problemAt(key ?? at, message) };
}

/** `settings.depends_on`, and the newer `dependencies.components`. */
function afterOf(source: AtmosComponent, work: Work): string[] {
  const old = mapAt(source.settings, 'depends_on');
  const lists = source.sections.map((one) => mapAt(one, 'dependencies')?.entries.get('components'));
  const items = [
    ...(old?.entries.values() ?? []),
    ...lists.flatMap((one) => (one?.kind === 'list' ? one.items : [])),
  ];
  const names = items.flatMap((item) => dependencyIn(item, source, work));
  return [...new Set(names)].sort();
}

function dependencyIn(item: Node, source: AtmosComponent, { known, findings }: Work): string[] {
  const name = stringAt(item, 'component') ?? stringAt(item, 'name') ?? plainText(item);
  if (name === undefined) return [];
  const isElsewhere = ['stack', 'namespace', 'tenant', 'environment', 'stage'].some((key) => {
    const value = stringAt(item, key);
    return value !== undefined && value !== source.stack && value !== scalarAt(source.vars, key);
  });
  const found = isElsewhere ? undefined : known.find(source.stack, name);
  if (found && found.source.name !== source.name && found.source.isEnabled) return [found.name];
  const message = `'${source.name}' depends on '${name}', which is not built in this stack; a reference to another stack says the order`;
  findings.push({ kind: 'lost', ...problemAt(item.at, message) });
  return [];
}

function plainText(item: Node): string | undefined {
  const { value } = item as ScalarNode;
  return item.kind === 'scalar' && typeof value === 'string' ? value : undefined;
}
