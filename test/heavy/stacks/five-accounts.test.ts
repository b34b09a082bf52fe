import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ECRClient, PutImageTagMutabilityCommand } from '@aws-sdk/client-ecr';
import type { PlanDocument } from '../../../src/domain/environment/artifacts';
import type { DriftList } from '../../../src/domain/environment/drift/drift-view';
import type { RunRecord } from '../../../src/domain/environment/run-record';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import type { StackView } from '../../../src/domain/stack/entry/stack-view';
import type { StackPlanView } from '../../../src/domain/stack/plan/stack-plan-view';
import type { JudgedCall } from '../../../src/emulators/authorize/judge-call';
import { listNamed, listTagged } from '../../../src/local/demo/ask-emulator';
import { credentials, region } from '../../../src/local/hub';
import { provisionerRole } from '../../../src/local/roles/provisioner-role';
import { openPlane } from '../../e2e/open-plane';
import { stackUntil } from '../../faults/lab/build-a-stack';
import { hasEnded } from '../../support/aws/has-ended';
import { takeCensus } from '../../support/aws/target-census';
import type { TestPlane } from '../../support/plane/plane';
import { planWhole } from '../../support/stacks/plan-whole';
import { accounts, orgStack } from '../../support/stacks/accounts/org-stack';
import { timelineOf } from '../../support/stacks/accounts/timeline';

const names = Object.keys(accounts) as (keyof typeof accounts)[];
const minutes = 60_000;

let on: TestPlane;
let folder: string;
const judged: JudgedCall[] = [];
const seen = new Map<string, { id: string; target: string }>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'org-stack-'));
  on = await openPlane({ accounts, onTargetCall: (call) => judged.push(call) });
}, 5 * minutes);
afterAll(() => rm(folder, { recursive: true }));

/** The stack as its file makes it, by the same program that people use. */
async function resolved(text: string): Promise<object> {
  await writeFile(join(folder, 'org.yaml'), text);
  const shown = await on.idp(['stacks', 'show', 'org', '--sources', '--json', '--folder', folder]);
  if (shown.code !== 0) throw new Error(shown.stderr);
  const { components, ...stack } = JSON.parse(shown.stdout) as { components: Record<string, object> };
  const own = Object.entries(components).map(([name, one]) => {
    const { key: _, label: __, ...component } = one as { key: string; label: string };
    return [name, component];
  });
  return { ...stack, components: Object.fromEntries(own) as object };
}

const apply = async (text: string) =>
  on.api.want<StackView>('POST /stacks', { body: { document: await resolved(text) } });

/** Everything that has a name in any of the accounts. */
async function censusOfAll(): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const [index, name] of names.entries())
    all[name] = await takeCensus(on.plane.accountUrls[index] ?? '');
  return all;
}

const approvals: string[] = [];

/** Follows a stack to `wanted`, and says yes to every plan that waits, as one person does who read all of them. */
async function goOn(wanted: StackView['status'], revision: number): Promise<StackView> {
  const isThere = (view: StackView) => view.revision.number === revision && view.status === wanted;
  for (;;) {
    const view = await stackUntil(
      on,
      'org',
      (one) => isThere(one) || one.status === 'awaiting-approval' || one.status === 'failed',
    );
    for (const { environment, life } of view.components) if (life) await note(environment);
    if (isThere(view)) return view;
    if (view.status === 'failed')
      throw new Error(JSON.stringify(view.components.filter(({ failure }) => failure)));
    const plans = view.components.flatMap(({ name, approve }) => (approve ? [[name, approve] as const] : []));
    approvals.push(...plans.map(([name]) => name));
    await on.api.want('POST /stacks/org/approve', { body: { plans: Object.fromEntries(plans) } });
  }
}

async function note(name: string): Promise<void> {
  const { id, target } = await on.api.want<EnvironmentView>(`GET /environments/${name}`);
  seen.set(name, { id, target });
}

const runsOf = async (name: string) =>
  (await on.api.want<{ items: RunRecord[] }>(`GET /environments/${name}/runs`)).items;

/** What there is of each life in every account, also in those that it should never have been in. */
async function leftovers(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const urls = Object.entries({
    local: on.plane.targetUrl,
    ...Object.fromEntries(names.map((name, i) => [name, on.plane.accountUrls[i] ?? ''])),
  });
  for (const [account, url] of urls)
    for (const [name, { id }] of seen) {
      const label = name.replace('.', '-');
      const named = await listNamed(url, { name: label, id });
      const tagged = await listTagged(url, { name: label, id });
      const over = await Promise.all(
        tagged.map((arn) => hasEnded(arn, { endpoint: url, region, credentials })),
      );
      const left = [...tagged.filter((_, i) => !over[i]), ...named.flatMap((one) => one.names)];
      if (left.length > 0) found[account] = [...(found[account] ?? []), ...left];
    }
  return found;
}

let plan: StackPlanView;
let before: Record<string, string[]>;

it(
  'is planned whole before anything of it exists, and nothing is made in any account',
  async () => {
    before = await censusOfAll();
    plan = await planWhole(on, { stack: 'org', document: await resolved(orgStack()) });

    expect(plan.components.map(({ name, result }) => [name, result?.result])).toHaveLength(10);
    expect(plan.components.filter(({ result }) => result?.result !== 'shown')).toEqual([]);
    const worker = await on.api.want<PlanDocument>(
      `GET /stacks/org/plans/${plan.id}/components/worker-production`,
    );
    expect(JSON.stringify(worker.resources)).toContain('(known after images.repository_urls');
    expect(await censusOfAll()).toEqual(before);
  },
  15 * minutes,
);

it(
  'is applied by one yes to that plan, in layers, each component in its account',
  async () => {
    const body = { document: await resolved(orgStack()), consent: { plan: plan.id, hours: 1 } };
    await on.api.want('POST /stacks', { body });
    const view = await goOn('ready', 1);

    expect(approvals).toEqual([]);
    expect(view.components.map(({ name, state, current }) => [name, state, current])).toHaveLength(10);
    expect(view.components.every(({ state, current }) => state === 'ready' && current)).toBe(true);
    expect([...new Set([...seen.values()].map(({ target }) => target))].sort()).toEqual([...names].sort());
    const made = judged.filter(({ holder }) => holder?.kind === 'session' && holder.role === provisionerRole);
    const inAccounts = made.flatMap(({ holder }) =>
      holder?.kind === 'session' ? [holder.principal.account] : [],
    );
    expect([...new Set(inAccounts)].sort()).toEqual(Object.values(accounts).sort());
  },
  20 * minutes,
);

it('makes every call in the account of its target, as a session of the run', async () => {
  const targetOf = new Map<string, string>();
  for (const [name, { target }] of seen) for (const { id } of await runsOf(name)) targetOf.set(id, target);
  for (const { environment, run } of plan.components)
    targetOf.set(run, seen.get(environment)?.target ?? 'nowhere');
  const wrong = judged.flatMap(({ holder, service, operation }) => {
    if (holder?.kind !== 'session' || holder.role !== provisionerRole) return [];
    const { account, sessionArn = '' } = holder.principal;
    const run = /leasehold-([0-9A-Z]{26})/.exec(sessionArn)?.[1] ?? '';
    const target = targetOf.get(run) as keyof typeof accounts | undefined;
    return target && accounts[target] === account ? [] : [`${service}:${operation.name} ${sessionArn}`];
  });

  expect(judged.length).toBeGreaterThan(500);
  expect(wrong.slice(0, 5)).toEqual([]);
});

it(
  'changes only what a new revision affects',
  async () => {
    const before = new Map<string, number>();
    for (const name of seen.keys()) before.set(name, (await runsOf(name)).length);
    await apply(orgStack({ zones: 3 }));
    await goOn('ready', 2);
    const changed: string[] = [];
    for (const name of seen.keys()) if ((await runsOf(name)).length !== before.get(name)) changed.push(name);

    // The worker of dev comes after its network, and takes no value of it: it is planned anew only where what it needs was made anew.
    expect(changed).toContain('org.vpc-dev');
    expect(changed.filter((name) => !['org.vpc-dev', 'org.worker-dev'].includes(name))).toEqual([]);
  },
  10 * minutes,
);

const driftOf = async () => {
  expect(await on.idp(['drift', 'check', 'org.images'])).toMatchObject({ code: 0 });
  return (await on.api.want<DriftList>('GET /drift')).causes;
};

it(
  'shows what somebody changed by hand as drift, and mends it',
  async () => {
    const shared = on.plane.accountUrls[names.indexOf('shared')] ?? '';
    const ecr = new ECRClient({ endpoint: shared, region, credentials });
    await ecr.send(
      new PutImageTagMutabilityCommand({ repositoryName: 'shop-org/app', imageTagMutability: 'MUTABLE' }),
    );
    ecr.destroy();

    expect(await driftOf()).toMatchObject([
      {
        type: 'aws_ecr_repository',
        change: { attribute: 'image_tag_mutability', before: 'IMMUTABLE', after: 'MUTABLE' },
        environments: [{ name: 'org.images' }],
      },
    ]);
    await on.api.want('POST /stacks/org/retry');
    await stackUntil(on, 'org', ({ status }) => status !== 'ready');
    await goOn('ready', 2);
    expect(await driftOf()).toEqual([]);
  },
  5 * minutes,
);

it(
  'is destroyed in reverse, each component with a receipt, and nothing is left in any account',
  async () => {
    await on.api.want('DELETE /stacks/org');
    await goOn('destroyed', 2);
    const ended: Record<string, string> = {};
    for (const [name, { id }] of seen) {
      const { status, evidence } = await on.api.life(id);
      ended[name] = `${status} ${evidence ? 'with a receipt' : 'without'}`;
    }

    expect(new Set(Object.values(ended))).toEqual(new Set(['destroyed with a receipt']));
    expect(await leftovers()).toEqual({});
    expect(await censusOfAll()).toEqual(before);
    const runs = new Map<string, RunRecord[]>();
    for (const name of seen.keys()) runs.set(name, (await runsOf(name)).reverse());
    console.log(timelineOf(runs));
  },
  15 * minutes,
);
