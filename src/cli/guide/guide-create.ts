import type { CreateEnvironmentBody, EstimateCostBody } from '../../client/typed/types';
import type { Inputs, Manifest } from '../../domain/template/template';
import type { Api, TargetView, TemplateSummary } from '../../client/api';
import { CliError, usage } from '../../client/errors';
import { isGone } from '../../client/follow-environment';
import type { Asker, Choice } from './asker';
import { askInputs } from './ask-inputs';
import { whyRefused } from './try-draft';

/** What was already given by flags, which is not asked again. */
export interface GivenParts {
  name?: string | undefined;
  version?: string | undefined;
  target?: string | undefined;
  team?: string | undefined;
  ttl?: string | undefined;
  permanent?: true | undefined;
  /** Inputs as the schema of the chosen template reads them. */
  inputs: (manifest: Manifest) => Promise<Inputs | undefined>;
  makeUpName: (template: string) => Promise<string>;
}

interface Guide {
  api: Api;
  asker: Asker;
  given: GivenParts;
}

/** What is known of the request so far. */
type Draft = Pick<CreateEnvironmentBody, 'name' | 'template' | 'version' | 'target' | 'team' | 'inputs'>;

/**
 * Asks one question after the other for what an environment needs, and checks each answer at once with the control plane's own
 * rules. The lease comes last: it is checked only where all inputs are there.
 */
export async function guideCreate(guide: Guide): Promise<CreateEnvironmentBody> {
  const { api, given } = guide;
  const [templates, targets, me] = await Promise.all([api.listTemplates(), api.listTargets(), api.getMe()]);
  const template = await chooseTemplate(guide, templates, targets);
  const { manifest } = await api.getTemplate(template, given.version);
  const pinned = { template, ...(given.version !== undefined && { version: given.version }) };
  const name = given.name ?? (await askName(guide, pinned));
  const team = given.team ?? (await chooseTeam(guide, me.teams));
  const owned = { ...pinned, name, ...(team !== undefined && { team }) };
  const target = given.target ?? (await chooseTarget(guide, owned, targets));
  const placed = { ...owned, ...(target !== undefined && { target }) };
  const inputs = await inputsOf(guide, manifest, placed);
  const draft = { ...placed, ...(inputs && { inputs }) };
  return { ...draft, ...(await leaseOf(guide, manifest, draft)) };
}

async function chooseTemplate(
  { asker }: Guide,
  templates: TemplateSummary[],
  targets: TargetView[],
): Promise<string> {
  const open = new Set(targets.filter(isOpen).flatMap((target) => target.templates));
  const offered = templates.filter(({ name }) => open.has(name));
  if (offered.length === 0) throw usage('There is no template that you may use.', "'idp targets' shows why.");
  const sorted = [...offered].sort((a, b) => Number(a.role === 'admin') - Number(b.role === 'admin'));
  return asker.choose(
    'Which template?',
    sorted.map(({ name, title, description }) => ({
      value: name,
      label: `${name}  ${title}`,
      says: firstSentence(description),
    })),
  );
}

/** A hint stands in the line of its choice. */
function firstSentence(text: string): string {
  return /^[^.:]*/.exec(text)?.[0] ?? '';
}

function isOpen({ closed }: TargetView): boolean {
  return closed === undefined;
}

async function askName({ api, asker, given }: Guide, pinned: EstimateCostBody): Promise<string> {
  const otherwise = await given.makeUpName(pinned.template);
  return untilTaken(
    asker,
    async () => (await asker.text('What is its name?', otherwise)).trim(),
    async (name) => (await whyRefused('name', { ...pinned, name }, api)) ?? whyInUse(name, api),
  );
}

/** Asks again until there is nothing against the answer. */
async function untilTaken(
  asker: Asker,
  ask: () => Promise<string>,
  why: (answer: string) => Promise<string | undefined>,
): Promise<string> {
  for (;;) {
    const answer = await ask();
    const reason = await why(answer);
    if (reason === undefined) return answer;
    asker.refuse(`'${answer}' ${reason}`);
  }
}

async function whyInUse(name: string, api: Api): Promise<string | undefined> {
  try {
    const { status } = await api.getEnvironment(name);
    return isGone(status) ? undefined : `is taken: an environment of this name is ${status}`;
  } catch (error) {
    if (error instanceof CliError && error.kind === 'not-found') return undefined;
    if (error instanceof CliError && error.kind === 'forbidden') return 'is taken';
    throw error;
  }
}

async function chooseTeam({ asker }: Guide, teams: readonly string[]): Promise<string | undefined> {
  if (teams.length === 0) return undefined;
  const choices = [
    { value: '', label: 'only you' },
    ...teams.map((team) => ({ value: team, label: `you and team ${team}` })),
  ];
  return (await asker.choose('Who may operate it?', choices)) || undefined;
}

async function chooseTarget(
  { api, asker }: Guide,
  draft: Draft,
  targets: TargetView[],
): Promise<string | undefined> {
  const choices = targets
    .filter((target) => isOpen(target) && target.templates.includes(draft.template))
    .map(({ name, region }): Choice => ({ value: name, label: name, says: region }));
  if (choices.length <= 1) return undefined;
  return untilTaken(
    asker,
    () => asker.choose('In which target?', choices),
    (target) => whyRefused('target', { ...draft, target }, api),
  );
}

async function inputsOf(
  { api, asker, given }: Guide,
  manifest: Manifest,
  draft: Draft,
): Promise<Inputs | undefined> {
  const before = await given.inputs(manifest);
  const check = (inputs: Inputs, name: string) => whyRefused(`inputs.${name}`, { ...draft, inputs }, api);
  const inputs = await askInputs(manifest.inputs, before ?? {}, { asker, check });
  return before === undefined && Object.keys(inputs).length === 0 ? undefined : inputs;
}

async function leaseOf(
  { api, asker, given }: Guide,
  { lease }: Manifest,
  draft: Draft,
): Promise<Pick<CreateEnvironmentBody, 'ttl' | 'permanent'>> {
  if (given.permanent) return { permanent: true };
  if (given.ttl !== undefined) return { ttl: given.ttl };
  const bound = `at most ${lease.max}${lease.permanent ? ", or 'permanent'" : ''}`;
  const asked = await untilTaken(
    asker,
    async () => (await asker.text(`How long may it live (${bound})?`, lease.default)).trim(),
    (ttl) =>
      isPermanent(ttl, lease)
        ? whyRefused('permanent', { ...draft, permanent: true }, api)
        : whyRefused('ttl', { ...draft, ttl }, api),
  );
  return isPermanent(asked, lease) ? { permanent: true } : { ttl: asked };
}

function isPermanent(asked: string, { permanent }: Manifest['lease']): boolean {
  return permanent && asked === 'permanent';
}
