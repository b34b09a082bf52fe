import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Known } from '../../scripts/checks/with-known';
import type { TemplateView } from '../../src/domain/api/responses';
import type { AddedWebhookView, DeliveryView } from '../../src/domain/notice/webhook-view';
import { Policy } from '../../src/domain/policy/policy';
import type { ResolvedComponent, ResolvedStack } from '../../src/domain/stack/resolved-stack';
import type { TargetDetails } from '../../src/domain/target/target-view';
import type { Plane } from '../../src/local/start-plane';
import { stackUntil } from '../faults/lab/build-a-stack';
import { idpFor } from '../support/cli/idp';
import { GitRepository } from '../support/github/git-repository';
import { writeText } from '../support/plane/machine';
import type { PlaneApi } from '../support/plane/plane-api';
import { planWhole } from '../support/stacks/plan-whole';

/** What the things are made on. */
interface On {
  plane: Plane;
  api: PlaneApi;
  token: string;
  root: string;
  /** The address of a receiver of webhooks. */
  receiver: string;
}

/** The plans of this team wait for another person, whatever they do. */
const waits = 'waits';
export const policy = Policy.parse({
  version: 'check',
  rules: [{ name: 'asked-first', then: 'approve', for: { teams: [waits] }, leaseLongerThan: '1h' }],
});

/**
 * Makes on a fresh plane what its operations are about, and says which of it each operation is to be asked about: those that
 * end or change something each have one of their own.
 */
export async function makeKnown(on: On): Promise<Known> {
  // One after the other: each kind waits for its builds, which are what takes long.
  const environments = await makeEnvironments(on);
  const stacks = await makeStacks(on);
  const template = await makeTemplate(on);
  const webhooks = await makeWebhooks(on);
  const targets = await makeTargets(on);
  return { ...environments, ...stacks, ...template, ...webhooks, ...targets };
}

async function makeEnvironments({ api }: On): Promise<Known> {
  const create = (name: string, more: object = {}) =>
    api.want('POST /environments', {
      body: { name, template: 'playground', ttl: '3d', inputs: { resources: 1 }, ...more },
    });
  const built = ['lives', 'changes', 'sleeps', 'wakes', 'leaves', 'left', 'drifts'];
  const planned = ['planned', 'refused'];
  await Promise.all([
    ...built.map((name) => create(name)),
    ...planned.map((name) => create(name, { planOnly: true })),
  ]);
  const views = await Promise.all([...built, ...planned].map((name) => api.settled(name)));
  const { id, lastRun } = views.find(({ name }) => name === 'lives') ?? {};
  const digestOf = (name: string) => views.find((one) => one.name === name)?.plan?.digest ?? '';
  await Promise.all([
    api.want('POST /environments/wakes/sleep'),
    api.want('POST /environments/left/eject', { body: { key: publicKey } }),
  ]);
  await Promise.all([
    api.settled('wakes'),
    api.until('left', ({ run }) => run === null || run === undefined),
  ]);
  return {
    '/environments/{name}': { path: { name: 'lives' } },
    '/lives/{id}': { path: { id } },
    '/runs/{id}': { path: { id: lastRun?.id } },
    'PATCH /environments/{name}': { path: { name: 'changes' }, body: { inputs: { resources: 2 } } },
    'POST /environments/{name}/approve': {
      path: { name: 'planned' },
      body: { planDigest: digestOf('planned') },
    },
    'POST /environments/{name}/reject': {
      path: { name: 'refused' },
      body: { planDigest: digestOf('refused') },
    },
    'POST /environments/{name}/sleep': { path: { name: 'sleeps' } },
    'POST /environments/{name}/wake': { path: { name: 'wakes' } },
    'POST /environments/{name}/eject': { path: { name: 'leaves' } },
    'GET /environments/{name}/ejected': { path: { name: 'left' } },
    'POST /environments/{name}/drift/check': { path: { name: 'drifts' } },
  };
}

/** Its private half is nobody's: what is sealed to it is not read here. */
const publicKey = 'MCowBQYDK2VuAyEAMVWEpIfXu5yPHnHgCXcfuqCTfLeEoKchQBIvT5ewmkI=';

async function makeStacks(on: On): Promise<Known> {
  const { api } = on;
  const { name, version, bundle } = await api.want<TemplateView>('GET /templates/playground');
  const of = (stack: string, components: string[]) =>
    documentOf(stack, components, { name, version, bundle });
  const apply = (document: ResolvedStack, team?: string) =>
    api.want('POST /stacks', { body: { document, ...(team !== undefined && { team }) } });
  const duo = of('duo', ['base', 'top']);
  const plan = await planWhole(on, { stack: 'duo', document: duo });
  const waiting = ['refused', 'stopped', 'ended'];
  await Promise.all([
    apply(duo),
    apply(of('shrinks', ['base', 'top'])),
    ...waiting.map((stack) => apply(of(stack, ['base']), waits)),
  ]);
  const ready = ['duo', 'shrinks'].map((stack) => stackUntil(on, stack, ({ status }) => status === 'ready'));
  await Promise.all(ready);
  await apply(of('shrinks', ['base']));
  const asks = ['shrinks', ...waiting];
  await Promise.all(
    asks.map((stack) => stackUntil(on, stack, ({ status }) => status === 'awaiting-approval')),
  );
  const ofPlan = { stack: 'duo', plan: plan.id };
  return {
    '/stacks/{stack}': { path: { stack: 'duo' } },
    '/stacks/{stack}/plans/{plan}': { path: ofPlan },
    '/stacks/{stack}/plans/{plan}/components/{component}': { path: { ...ofPlan, component: 'base' } },
    'POST /stacks': { body: { document: of('new', ['base']) } },
    'POST /stacks/{stack}/plans': { body: { document: duo } },
    'POST /stacks/{stack}/approve': { path: { stack: 'shrinks' }, body: { plans: { top: 'destroy' } } },
    'POST /stacks/{stack}/reject': { path: { stack: 'refused' }, body: { revision: 1 } },
    'POST /stacks/{stack}/cancel': { path: { stack: 'stopped' }, body: { revision: 1 } },
    'DELETE /stacks/{stack}': { path: { stack: 'ended' } },
  };
}

function documentOf(
  stack: string,
  components: readonly string[],
  template: ResolvedComponent['template'],
): ResolvedStack {
  const component: ResolvedComponent = {
    template,
    enabled: true,
    after: [],
    inputs: { resources: 1 },
    references: [],
    sources: [],
  };
  return {
    format: 1,
    stack,
    lease: '7d',
    layers: [{ file: `${stack}.yaml`, digest: 'd'.repeat(64) }],
    components: Object.fromEntries(components.map((name) => [name, component])),
  };
}

const main = `
variable "name" { type = string }
resource "aws_sqs_queue" "one" { name = var.name }
output "url" { value = aws_sqs_queue.one.url }
`;

/** A template of a team, published as a team does it. */
async function makeTemplate({ plane, api, token, root }: On): Promise<Known> {
  const idp = idpFor({ url: plane.url, token, bundle: join(root, 'dist/bin/idp.cjs'), home: homedir() });
  const must = async (...args: string[]) => {
    const { code, stdout, stderr } = await idp(args);
    if (code !== 0) throw new Error(`idp ${args.join(' ')}: ${stdout}${stderr}`);
  };
  const repository = new GitRepository();
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-known-'));
  try {
    writeText(join(repository.folder, 'queue', 'main.tf'), main);
    await must('template', 'init', join(repository.folder, 'queue'));
    repository.commit('queue/notes.txt', 'a queue');
    const from = ['--git', repository.folder, '--ref', 'main', '--path', 'queue', '--team', 'shop'];
    await must('template', 'publish', ...from);
  } finally {
    for (const made of [folder, repository.folder]) rmSync(made, { recursive: true, force: true });
  }
  const { version, bundle } = await api.want<TemplateView>('GET /templates/shop/queue');
  const path = { team: 'shop', template: 'queue' };
  return {
    '/templates/{team}/{template}': { path },
    '/bundles/{digest}': { path: { digest: bundle } },
    'POST /templates': { body: { ...path, bundle } },
    'POST /trials': { body: { ...path, bundle } },
    'POST /templates/{team}/{template}/accept': { body: { version } },
    'POST /templates/{team}/{template}/retire': { body: { version, as: 'deprecated', reason: 'Use 1.0.1.' } },
  };
}

async function makeWebhooks({ api, receiver }: On): Promise<Known> {
  const add = () => api.want<AddedWebhookView>('POST /webhooks', { body: { url: receiver } });
  const [stays, goes] = [await add(), await add()];
  const delivery = await api.want<DeliveryView>(`POST /webhooks/${stays.id}/test`);
  return {
    '/webhooks/{id}': { path: { id: stays.id } },
    'DELETE /webhooks/{id}': { path: { id: goes.id } },
    '/deliveries/{delivery}': { path: { delivery: delivery.id } },
    'POST /webhooks': { body: { url: receiver } },
  };
}

/** Others in the account of the one that the plane has. */
async function makeTargets({ api }: On): Promise<Known> {
  const [own] = (await api.want<{ items: { name: string }[] }>('GET /targets')).items;
  const { role, region } = await api.want<TargetDetails>(`GET /targets/${own?.name}`);
  const another = (name: string) => ({ name, account: role?.split(':')[4], region });
  for (const name of ['stays', 'goes']) await api.want('POST /targets', { body: another(name) });
  return {
    '/targets/{name}': { path: { name: 'stays' } },
    'DELETE /targets/{name}': { path: { name: 'goes' } },
    'POST /targets': { body: another('new') },
  };
}
