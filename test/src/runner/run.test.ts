import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../../../src/domain/base/time';
import { failureOf, type Outcome } from '../../../src/domain/environment/outcome';
import type { PlanJson } from '../../../src/domain/terraform/plan-json';
import type { Policy } from '../../../src/domain/policy/policy';
import { runFailure } from '../../../src/domain/environment/run-failure';
import { takeLock } from '../../../src/runner/state/state-lock';
import { bundleOf, tinyTemplate } from '../../support/terraform/template-bundle';
import { killGraceMs, startRunnerHub, tinyBundle, type RunnerHub } from '../../support/plane/runner';
import { sharedOutputs, sharedPlan } from '../../support/aws/shared-documents';

const secret = 'correct-horse-battery';

describe('runOnce', () => {
  let hub: RunnerHub;

  beforeAll(async () => {
    hub = await startRunnerHub();
  });

  afterAll(() => hub.close());

  const applied = (outcome: Outcome) => outcome as Extract<Outcome, { result: 'applied' }>;
  const failed = (outcome: Outcome) => outcome as Extract<Outcome, { result: 'failed' }>;

  /** Everything the hub stores and the build printed, for one search. */
  async function everythingStored(lines: string[]): Promise<string> {
    const texts: string[] = [...lines];
    for (const bucket of [hub.buckets.artifacts, hub.buckets.state])
      for (const [key, body] of await hub.buckets.contents(bucket))
        if (!key.endsWith('.tfstate')) texts.push(body);
    return texts.join('\n');
  }

  it('plans, applies and leaves state, outputs, metadata, plan and timeline behind', async () => {
    const asked = await hub.create(tinyBundle, {}, { steps: 2 });

    const { outcome, run, environment } = await hub.runAndSettle(asked);

    expect(outcome).toMatchObject({ result: 'applied', resources: 3, plan: { create: 3, run, needs: [] } });
    expect(environment).toMatchObject({
      status: 'ready',
      applied: { run, planDigest: applied(outcome).plan.digest },
    });
    expect(applied(outcome).outputs).toEqual({ names: ['names', 'secret'], sensitive: ['secret'] });
    expect(await sharedOutputs(hub.states, asked)).toMatchObject({
      names: { sensitive: false, value: [`${asked.name}-0`, `${asked.name}-1`] },
      secret: { sensitive: true, value: null },
    });
    expect(await hub.states.readMetadata(asked)).toMatchObject({
      name: asked.name,
      template: 'tiny',
      status: 'active',
    });
    expect((await sharedPlan(hub.artifacts, run))?.resources).toHaveLength(3);
    expect((await hub.artifacts.readTimeline(run))?.resources).toHaveLength(3);
    expect(await hub.states.readLock(asked)).toBeNull();
    const costs = await hub.states.readCosts(asked);
    expect(costs?.lived.map(({ to, hourly, unpriced }) => ({ to, hourly, unpriced }))).toEqual(
      Array.from({ length: 3 }, () => ({ to: null, hourly: 0, unpriced: false })),
    );
    expect(environment.accrual).toMatchObject({ at: costs?.at, nanos: 0, rate: 0, unpriced: [] });
  });

  it('is ready though outputs do not match their schemas, and says which, without a value', async () => {
    const about = { template: 'tiny', version: '1.0.0', engine: { name: 'terraform', version: '1.11.4' } };
    const outputs = { names: { type: 'object' }, secret: { type: 'number' }, gone: { type: 'string' } };
    const bundle = bundleOf({ ...tinyTemplate, 'bundle.json': JSON.stringify({ ...about, outputs }) });
    const asked = await hub.create(bundle, {}, { secret });

    const { outcome, environment, lines } = await hub.runAndSettle(asked);

    const said = [
      { name: 'names', expected: 'object', found: 'list of string', reason: expect.any(String) as string },
      {
        name: 'secret',
        expected: 'number',
        found: 'string',
        reason: 'its value is a string, but the schema takes a number',
      },
    ];
    expect(applied(outcome).outputs.misfits).toEqual(said);
    expect(environment).toMatchObject({ status: 'ready', outputs: { misfits: said } });
    const stored = await sharedOutputs(hub.states, asked);
    expect(stored).toMatchObject({ names: { misfit: { expected: 'object' } }, secret: { value: null } });
    const item = JSON.stringify({ ...environment, wanted: null, applied: null });
    expect(`${lines.join('\n')}${JSON.stringify(stored)}${item}`).not.toContain(secret);
  });

  it('shows a secret nowhere: not in the log, not in the registry, not in an artifact', async () => {
    const asked = await hub.create(tinyBundle, {}, { secret });

    const { lines, environment } = await hub.runAndSettle(asked);

    expect(lines.join('\n')).toContain('terraform_data.secret');
    expect(new TextDecoder().decode((await hub.states.readState(asked))?.body)).toContain(secret);
    const item = JSON.stringify({ ...environment, wanted: null, applied: null });
    expect(`${await everythingStored(lines)}${item}`).not.toContain(secret);
  });

  it('leaves a plan for approval, then applies exactly that plan and discards it', async () => {
    const asked = await hub.create(tinyBundle, { planOnly: true }, { steps: 2 });
    const planned = await hub.runAndSettle(asked);
    expect(planned.outcome).toMatchObject({ result: 'planned', plan: { create: 3, needs: ['plan-only'] } });
    expect(await hub.states.readState(asked)).toBeNull();
    const { digest } = applied(planned.outcome).plan;

    const approved = await hub.decide(asked, { type: 'approve', planDigest: digest, by: 'ada@example.com' });
    const { outcome, environment } = await hub.runAndSettle(approved);

    expect(outcome).toMatchObject({ result: 'applied', resources: 3, plan: { digest, run: planned.run } });
    expect(environment.status).toBe('ready');
    expect(await hub.artifacts.readPlanFile(planned.run)).toBeNull();
  });

  it('refuses to apply a plan whose environment changed after it was made', async () => {
    const asked = await hub.create(tinyBundle, { planOnly: true });
    const planned = await hub.runAndSettle(asked);
    const other = JSON.stringify({
      version: 4,
      terraform_version: '1.11.4',
      serial: 7,
      lineage: 'other',
      resources: [],
    });
    await hub.states.writeState(asked, new TextEncoder().encode(other), null);

    const { digest } = applied(planned.outcome).plan;
    const approved = await hub.decide(asked, { type: 'approve', planDigest: digest, by: 'ada@example.com' });
    const { outcome } = await hub.runAndSettle(approved);

    expect(failed(outcome).failure).toMatchObject({ class: 'configuration' });
    expect(failed(outcome).failure.reason).toContain('stale');
    expect(new TextDecoder().decode((await hub.states.readState(asked))?.body)).toBe(other);
  });

  it('destroys what was applied and records a receipt', async () => {
    const asked = await hub.create(tinyBundle, {}, { steps: 2 });
    const { environment: ready } = await hub.runAndSettle(asked);
    const doomed = await hub.decide(ready, { type: 'destroy', by: 'ada@example.com' });

    const { outcome, run, environment } = await hub.runAndSettle(doomed);

    expect(outcome).toMatchObject({ result: 'destroyed', receipt: { built: true } });
    expect(environment.status).toBe('destroyed');
    const consent = { askedBy: 'ada@example.com', approvedBy: null, selfApproved: false };
    expect(outcome).toMatchObject({ receipt: { consent } });
    expect(await hub.artifacts.readReceipt(run)).toMatchObject({ life: asked.id, run, consent });
    const state = JSON.parse(new TextDecoder().decode((await hub.states.readState(asked))?.body));
    expect(state.resources).toEqual([]);
    expect(await sharedOutputs(hub.states, asked)).toBeNull();
  });

  it('destroys nothing of a plan that would take away what roles trust, and leaves it to a person', async () => {
    const asked = await hub.create(tinyBundle, {}, { steps: 2 });
    const { environment: ready } = await hub.runAndSettle(asked);
    const doomed = await hub.decide(ready, { type: 'destroy', by: 'ada@example.com' });
    const planned: string[] = [];
    const checkDeletions = ({ resource_changes }: PlanJson) => {
      planned.push(...resource_changes.map(({ change }) => change.actions.join()));
      return Promise.reject(runFailure('occupied', 'Roles trust it.'));
    };

    const { outcome, environment } = await hub.runAndSettle(doomed, { checkDeletions });

    expect(planned).toEqual(['delete', 'delete', 'delete']);
    expect(failed(outcome).failure).toMatchObject({ class: 'occupied', reason: 'Roles trust it.' });
    expect(environment.status).toBe('stuck');
    const state = JSON.parse(new TextDecoder().decode((await hub.states.readState(asked))?.body));
    expect(state.resources).not.toEqual([]);
  });

  it('does not wait for what a person disowned, and the receipt says who and when', async () => {
    const asked = await hub.create(tinyBundle, {}, { steps: 2 });
    const { environment: ready } = await hub.runAndSettle(asked);
    const doomed = await hub.decide(ready, { type: 'destroy', by: 'ada@example.com' });
    const address = 'aws_iam_role.app';
    const lost = { address, type: 'aws_iam_role', plannedName: 'app', why: 'app exists' };
    const verifier = {
      adoptUnaccounted: () => Promise.resolve({ adopted: [], unaccounted: [lost] }),
      verifyEmpty: () =>
        Promise.resolve({ checked: [], blindTypes: [], unchecked: [], regions: ['us-east-1'] }),
    };

    const first = await hub.runAndSettle(doomed, { verifier });
    const disowned = await hub.decide(first.environment, { type: 'disown', address, by: 'eve@example.com' });
    const { outcome, run, environment } = await hub.runAndSettle(disowned, { verifier });

    expect(failed(first.outcome).failure).toMatchObject({ class: 'unaccounted', addresses: [address] });
    expect(failed(first.outcome).failure.reason).toContain(`idp disown ${asked.name} --address`);
    expect(environment.status).toBe('destroyed');
    expect(outcome).toMatchObject({ receipt: { disowned: 1 } });
    const at = expect.any(String);
    expect(await hub.artifacts.readReceipt(run)).toMatchObject({
      disowned: [{ address, by: 'eve@example.com', at, why: 'app exists' }],
    });
  });

  it('gives way to the build that claimed the run first, without a word about the outcome', async () => {
    const asked = await hub.create(tinyBundle, {}, { delay: 1, steps: 2 });
    await hub.decide(asked, { type: 'claim-run', run: asked.run!.id, build: 'leasehold:first' });

    const late = hub.build(asked);

    expect(await late.done).toBe('refused');
    expect(late.lines.join('\n')).toContain('another build (leasehold:first) has claimed it');
    expect(await hub.artifacts.readOutcome(late.run)).toBeNull();
  });

  it('stops Terraform when asked to, keeps what was made, and says that it was cancelled', async () => {
    const asked = await hub.create(tinyBundle, {}, { steps: 3, delay: 20 });
    const build = hub.build(asked);
    await waitFor(() => build.lines.some((line) => line.includes('step[0]: Creation complete')));

    await hub.decide(asked, { type: 'cancel', by: 'ada@example.com' });
    await build.done;

    expect(await hub.artifacts.readOutcome(build.run)).toMatchObject({ outcome: { result: 'cancelled' } });
    const state = new TextDecoder().decode((await hub.states.readState(asked))?.body);
    expect(state).toContain(`${asked.name}-0`);
    expect(await hub.states.readLock(asked)).toBeNull();
  });

  it('stops at its deadline, killing what does not end in time', async () => {
    const stubborn = bundleOf({
      'templates/tiny/main.tf': `
        resource "terraform_data" "stubborn" {
          provisioner "local-exec" { command = "trap '' INT; sleep 30" }
        }`,
    });
    const asked = await hub.create(stubborn);

    const { outcome } = await hub.runAndSettle(asked, { deadlineMs: 2_500, graceMs: 500 });

    expect(failed(outcome).failure.class).toBe('timed-out');
  });

  it('is fenced when another writer changes the state, and keeps its own copy for the next destroy', async () => {
    const asked = await hub.create(tinyBundle, {}, { steps: 3, delay: 2 });
    const build = hub.build(asked);
    await waitFor(async () => (await hub.states.readState(asked)) !== null);
    let { etag } = (await hub.states.readState(asked))!;
    const other = new TextEncoder().encode('{"another":"writer"}');
    while ((await hub.states.writeState(asked, other, etag)) === null)
      ({ etag } = (await hub.states.readState(asked))!);

    await build.done;

    const recorded = await hub.artifacts.readOutcome(build.run);
    expect(recorded).toMatchObject({ outcome: { result: 'failed', failure: { class: 'fenced' } } });
    expect(new TextDecoder().decode((await hub.artifacts.readFencedState(build.run)) ?? undefined)).toContain(
      `${asked.name}-0`,
    );
    expect((await hub.states.readState(asked))?.body).toEqual(other);
  });

  it('fails as locked while a person holds the state', async () => {
    const asked = await hub.create(tinyBundle);
    const lock = {
      ID: 'abc',
      Operation: '',
      Info: '',
      Who: 'ann@laptop',
      Version: '',
      Created: '2026',
      Path: '',
    };
    await hub.states.writeLock(asked, lock, null);

    const { outcome } = await hub.runAndSettle(asked);

    expect(failed(outcome).failure.class).toBe('locked');
    expect(failed(outcome).failure.reason).toContain('ann@laptop');
  });

  it('names the resource that failed, and why', async () => {
    const failing = bundleOf({
      'templates/tiny/main.tf': `
        resource "terraform_data" "bad" {
          provisioner "local-exec" { command = "echo AccessDenied >&2; exit 1" }
        }`,
    });
    const asked = await hub.create(failing);

    const { outcome, environment } = await hub.runAndSettle(asked);

    expect(failed(outcome).failure).toMatchObject({ class: 'permission', addresses: ['terraform_data.bad'] });
    expect(environment.status).toBe('failed');
  });

  it('leaves only those creates to be looked for that may have happened unseen', async () => {
    const failing = bundleOf({
      'templates/tiny/main.tf': `
        resource "terraform_data" "good" {}
        resource "terraform_data" "bad" {
          input = terraform_data.good.id
          provisioner "local-exec" { command = "exit 1" }
        }
        resource "terraform_data" "never" { input = terraform_data.bad.id }`,
    });
    const asked = await hub.create(failing);

    await hub.runAndSettle(asked);

    const creates = (await hub.states.listCreates(asked)).flatMap((planned) => planned.creates);
    expect(creates.map(({ address }) => address)).toEqual(['terraform_data.bad']);
  });

  it('goes on where a build that died left off, taking over its lock and its state', async () => {
    const asked = await hub.create(tinyBundle, {}, { steps: 2 });
    const dead = { run: asked.run!.id, build: 'leasehold:dead' };
    await hub.decide(asked, { type: 'claim-run', ...dead });
    await takeLock({
      ...dead,
      states: hub.states,
      life: asked,
      operation: 'provision',
      engineVersion: '',
      now: '',
    });
    const outcome = { result: 'failed' as const, failure: failureOf('lost', 'killed') };
    await hub.decide(asked, { type: 'settle-run', ...dead, outcome });
    const retried = await hub.decide(asked, { type: 'retry', by: 'ada@example.com' });

    const { outcome: applied, lines, run } = await hub.runAndSettle(retried);

    expect(applied.result).toBe('applied');
    const { lostAt = '' } = retried;
    const from = instant(Date.parse(lostAt) + killGraceMs);
    expect(lines[0]).toBe(
      `Trying again: The run ${run} starts at ${from}: the previous build was lost at ${lostAt}, and its container may still be running.`,
    );
    expect(lines).toContain('Took over the state lock of leasehold@leasehold:dead.');
    expect(await hub.states.readLock(asked)).toBeNull();
  });

  it('applies a plan that changes nothing', async () => {
    const asked = await hub.create(tinyBundle);
    const { environment: ready } = await hub.runAndSettle(asked);
    const { wanted, cost } = ready;
    const again = await hub.decide(ready, {
      type: 'change',
      spec: { ...wanted, inputs: { ...wanted.inputs, delay: 0 } },
      planOnly: false,
      cost,
      by: 'ada@example.com',
    });

    const { outcome } = await hub.runAndSettle(again);

    expect(outcome).toMatchObject({
      result: 'applied',
      resources: 2,
      plan: { create: 0, update: 0, delete: 0 },
    });
  });

  it('applies nothing that the platform denies', async () => {
    const asked = await hub.create(tinyBundle);

    const { outcome, environment } = await hub.runAndSettle(asked, { deniedTypes: ['terraform_data'] });

    expect(failed(outcome).failure).toMatchObject({ class: 'policy' });
    expect(environment.applied).toBeNull();
    expect(await hub.states.listCreates(asked)).toEqual([]);
  });

  it('applies nothing that a policy denies, and says rule, value, limit and what to do', async () => {
    const asked = await hub.create(tinyBundle);
    const types = { denied: ['terraform_*'] };
    const rules: Policy['rules'] = [{ name: 'no-data', then: 'deny', types, fix: 'Use another template.' }];

    const { run, outcome, environment } = await hub.runAndSettle(asked, { policy: { version: '7', rules } });

    expect(failed(outcome).failure).toMatchObject({
      class: 'policy',
      reason:
        'Policy 7 denies the plan. no-data: terraform_data (limit: no terraform_*). To pass: Use another template.',
      addresses: [expect.stringMatching(/^terraform_data\./), expect.anything()],
    });
    expect(environment.applied).toBeNull();
    expect((await sharedPlan(hub.artifacts, run))?.policy).toMatchObject({ version: '7', verdict: 'deny' });
  });

  it('leaves a plan to another person where a policy asks for that, by its rule', async () => {
    const asked = await hub.create(tinyBundle);
    const rules: Policy['rules'] = [{ name: 'short', then: 'approve', leaseLongerThan: '1m' }];

    const { outcome } = await hub.runAndSettle(asked, { policy: { version: '7', rules } });

    expect(outcome).toMatchObject({
      result: 'planned',
      plan: { needs: ['policy'], addresses: [{ reason: 'policy', address: 'short' }] },
    });
  });

  it('does nothing with a bundle that is not the one that was pinned', async () => {
    const asked = await hub.create(tinyBundle);

    const { outcome } = await hub.runAndSettle(asked, {
      bundles: () => Promise.resolve(new Uint8Array([1, 2, 3])),
    });

    expect(failed(outcome).failure.reason).toContain('publish it again');
  });

  async function waitFor(met: () => boolean | Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 1_200; tries += 1) {
      if (await met()) return;
      await sleep(50);
    }
    throw new Error('It did not come to that in a minute');
  }
});
