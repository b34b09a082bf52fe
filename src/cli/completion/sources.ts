import type { Api } from '../../client/api';
import { choices } from '../../client/typed/description';
import { planeActions } from '../stacks/works';
import type { World } from '../world';
import type { Candidate } from './candidate';
import { readPeople, readProfiles, readStackNames } from './names-here';
import {
  inputsOf,
  readCertificates,
  readInputsSet,
  readOutputs,
  readRuns,
  readThings,
  readUnaccounted,
} from './names-of-environment';
import {
  readComponents,
  readEnvironments,
  readLives,
  readRevision,
  readStacks,
  readTargets,
  readTeams,
  readTemplates,
  readTemplateVersions,
  readWebhooks,
} from './names-of-plane';

/** Where the words for a value are from: fixed ones, files, names that this machine or the control plane knows, or nowhere. */
export type Source =
  | { kind: 'fixed'; words: readonly string[] }
  | { kind: 'file'; after?: string }
  | { kind: 'here'; read: (world: World) => Names }
  /** One of others, by what is typed before. */
  | { kind: 'chosen'; by: (given: Given) => Source }
  | {
      kind: 'live';
      /** What the names are. */
      of: string;
      /** What they depend on of that which is typed; undefined while it is missing. */
      key: (given: Given) => string | undefined;
      read: (api: Api, key: string) => Names;
    }
  | { kind: 'free' };

type Names = Promise<Candidate[]>;
type Given = (name: string) => string | undefined;

/** Of names that depend on nothing else that is typed. */
const always = () => '';
const free: Source = { kind: 'free' };
const file: Source = { kind: 'file' };
const live = (of: string, read: (api: Api) => Names): Source => ({ kind: 'live', of, key: always, read });
const environments = live('environments', readEnvironments);
const templates = live('templates', readTemplates);
const stacks = live('stacks', readStacks);
const holders = live('holders', async (api) => [
  ...(await readEnvironments(api)),
  ...(await readStacks(api)),
]);
const stackFiles: Source = { kind: 'here', read: readStackNames };
const ofEnvironment = (of: string, read: (api: Api, name: string) => Names): Source => ({
  kind: 'live',
  of,
  key: (given) => given('name'),
  read,
});

/** For each argument of a command, by its name. */
export const argumentSources: Readonly<Record<string, Source>> = {
  name: environments,
  template: templates,
  holder: holders,
  id: live('lives', readLives),
  target: live('targets', readTargets),
  what: free,
  file,
  thing: ofEnvironment('things', readThings),
  schema: { kind: 'fixed', words: ['template', 'config', 'stage', 'stack'] },
  stack: {
    kind: 'chosen',
    by: (given) => (planeActions.includes(given('action') ?? '') ? stacks : stackFiles),
  },
  address: free,
  object: free,
  to: free,
  times: free,
  'new-name': free,
  method: { kind: 'fixed', words: ['GET', 'POST', 'PATCH', 'DELETE'] },
  path: free,
};

/** For each flag that takes a value, by its name in code. */
export const flagSources: Readonly<Record<string, Source>> = {
  url: free,
  profile: { kind: 'here', read: readProfiles },
  as: { kind: 'here', read: readPeople },
  template: templates,
  target: live('targets', readTargets),
  team: live('teams', readTeams),
  stack: stacks,
  owner: { kind: 'fixed', words: ['me'] },
  status: { kind: 'fixed', words: choices['list-environments'].status },
  notice: { kind: 'fixed', words: choices['add-webhook'].notices },
  webhook: live('webhooks', readWebhooks),
  run: ofEnvironment('runs', readRuns),
  only: ofEnvironment('outputs', readOutputs),
  address: ofEnvironment('unaccounted', readUnaccounted),
  unset: ofEnvironment('inputs-set', readInputsSet),
  inputFile: file,
  state: file,
  stateRegion: free,
  fileInput: file,
  folder: file,
  templates: file,
  with: live('template-versions', readTemplateVersions),
  component: {
    kind: 'live',
    of: 'components',
    key: (given) => given('stack'),
    read: readComponents,
  },
  stop: {
    kind: 'live',
    of: 'revisions',
    key: (given) => given('stack'),
    read: readRevision,
  },
  aws: file,
  plan: file,
  exceptions: file,
  into: file,
  to: file,
  backend: { kind: 'fixed', words: ['local', 's3'] },
  bucket: free,
  keyPrefix: free,
  backendRegion: free,
  lockTable: free,
  region: free,
  account: free,
  also: free,
  role: free,
  externalId: free,
  boundary: free,
  service: free,
  parallelism: free,
  slots: free,
  for: { kind: 'fixed', words: ['developer', 'admin'] },
  allow: templates,
  data: { kind: 'file', after: '@' },
  ttl: free,
  sleep: free,
  by: free,
  hours: free,
  cancel: free,
  version: free,
  from: file,
  certificate: {
    kind: 'live',
    of: 'certificates',
    key: (given) => given('holder'),
    read: readCertificates,
  },
  digest: free,
  reason: free,
  cause: free,
  until: free,
  day: free,
  lockId: free,
  ref: free,
  file,
  import: file,
  preset: { kind: 'fixed', words: ['development', 'staging', 'production'] },
  layer: free,
  environment: free,
  git: file,
  path: free,
  context: free,
  timeout: free,
  name: free,
};

/** The inputs of a template, which a flag of its own names: of the one that is typed, or of an environment's. */
export const inputSource: Source = {
  kind: 'live',
  of: 'inputs',
  key: (given) => given('template') ?? given('name'),
  read: async (api, of) => {
    const known = await api.getTemplate(of).catch(async () => {
      const { template } = await api.getEnvironment(of);
      return api.getTemplate(template.name, template.version);
    });
    return inputsOf(known.manifest.inputs.properties);
  },
};
