import type { TargetView } from '../../../client/api';
import { CliError } from '../../../client/errors';
import { writeNewStack } from '../../../client/stacks/write-new-stack';
import { ComponentName } from '../../../domain/stack/names';
import type { NewHeads, NewStack } from '../../../domain/stack/new/new-stack';
import { presetNames } from '../../../domain/stack/stack-file';
import type { Context } from '../../context';
import type { Asker, Choice } from '../../guide/asker';
import { askOpenInputs } from './ask-open-inputs';
import { checkNewStack, layersIn, type Surroundings } from './check-new-stack';

/** What is asked for, with what flags say already, and the folder that it is to stand in. */
export interface StackGuide {
  given: NewStack;
  around: Surroundings;
  file: string;
  asker: Asker;
}

const none: Choice = { value: '', label: 'none' };

/** Asks one question after the other for what a stack needs; what flags say is not asked. */
export async function guideStack(context: Context, guide: StackGuide): Promise<NewStack> {
  const heads = await askHeads(context, guide);
  const components = await askComponents(context, guide);
  const stack = { ...guide.given, heads, components };
  const check = (of: NewStack) =>
    checkNewStack(context, guide.around, { name: of.name, file: guide.file, text: writeNewStack(of) });
  return askOpenInputs(stack, { asker: guide.asker, file: guide.file, check });
}

async function askHeads({ api }: Context, { given, around, asker }: StackGuide): Promise<NewHeads> {
  const { heads } = given;
  const layers = heads.import ?? (await askLayers(asker, layersIn(around)));
  const preset = heads.preset ?? (await askPreset(asker));
  const targets = await api.listTargets().catch(withoutPlane);
  const target = heads.target ?? (await askTarget(asker, targets));
  const known = targets.find(({ name }) => name === target)?.region;
  const region = heads.region ?? (await askText(asker, 'In which region?', known));
  const account = heads.account ?? (await askText(asker, 'In which AWS account (12 digits)?'));
  const lease = heads.lease ?? (await askText(asker, 'How long may it live (such as 7d, or permanent)?'));
  return { ...heads, import: layers, preset, target, region, account, lease };
}

/** Without a control plane the files alone are asked about. */
function withoutPlane(error: unknown): TargetView[] {
  if (error instanceof CliError && error.kind !== 'interrupted') return [];
  throw error;
}

async function askLayers(asker: Asker, layers: readonly string[]): Promise<string[]> {
  const chosen: string[] = [];
  for (;;) {
    const left = layers.filter((one) => !chosen.includes(one));
    if (left.length === 0) return chosen;
    const done = { value: '', label: chosen.length === 0 ? 'none' : 'that is all' };
    const choices = [done, ...left.map((value) => ({ value, label: value }))];
    const layer = await asker.choose('Which layer does it import?', choices);
    if (layer === '') return chosen;
    chosen.push(layer);
  }
}

async function askPreset(asker: Asker): Promise<string | undefined> {
  const choices = [none, ...presetNames.map((value) => ({ value, label: value }))];
  return (await asker.choose('Which preset?', choices)) || undefined;
}

async function askTarget(asker: Asker, targets: readonly TargetView[]): Promise<string | undefined> {
  const open = targets.filter(({ closed }) => closed === undefined);
  if (open.length === 0) return undefined;
  const choices = open.map(({ name, region }): Choice => ({ value: name, label: name, says: region }));
  const left = { value: '', label: 'what its layers say, or the default' };
  return (await asker.choose('In which target?', [left, ...choices])) || undefined;
}

async function askText(asker: Asker, message: string, otherwise = ''): Promise<string | undefined> {
  const hint = otherwise === '' ? ' Empty: what its layers say.' : '';
  return (await asker.text(`${message}${hint}`, otherwise)).trim() || undefined;
}

/** The components, which may also be those of its layers alone. */
async function askComponents(
  { api }: Context,
  { asker, given }: StackGuide,
): Promise<ReadonlyMap<string, string>> {
  const templates = await api.listTemplates().catch((error: unknown) => withoutPlane(error) && []);
  const components = new Map(given.components);
  for (;;) {
    const done = { value: '', label: 'that is all' };
    const choices = templates.map(({ name, title }): Choice => ({ value: name, label: name, says: title }));
    const template = await asker.choose('Which component does it have?', [done, ...choices]);
    if (template === '') return components;
    const name = await askComponentName(asker, template, components);
    components.set(name, `${template}@${rangeOf(templates.find((one) => one.name === template)?.version)}`);
  }
}

/** What breaks nothing of the version that is there. */
function rangeOf(version = '1.0.0'): string {
  return `^${version.split('.').slice(0, 2).join('.')}`;
}

async function askComponentName(
  asker: Asker,
  template: string,
  components: ReadonlyMap<string, string>,
): Promise<string> {
  const usual = template.split('/').at(-1) ?? template;
  for (;;) {
    const otherwise = components.has(usual) ? `${usual}-${components.size}` : usual;
    const name = (await asker.text(`What is the component of ${template} called?`, otherwise)).trim();
    const misfit = ComponentName.safeParse(name).error?.issues[0]?.message;
    const reason = misfit ?? (components.has(name) ? 'is a component already' : undefined);
    if (reason === undefined) return name;
    asker.refuse(`'${name}' ${reason}`);
  }
}
