import type { Environment } from '../../../../src/domain/environment/environment';
import { inUseTag } from '../../../../src/domain/image/in-use-tag';
import type { Outcome } from '../../../../src/domain/environment/outcome';
import { ecr, ImageRegistry } from '../../../support/aws/image-registry';
import { startRunnerHub, type RunnerHub } from '../../../support/plane/runner';
import { refuse, startScripted } from '../../../support/aws/scripted-service';
import { bundleOf } from '../../../support/terraform/template-bundle';

/** A template that runs an image, or fails to. */
const app = bundleOf({
  'templates/tiny/main.tf': `
    variable "leasehold" { type = object({ name = string, id = string, tags = map(string) }) }
    variable "image" { type = string }
    variable "works" { default = true }
    resource "terraform_data" "app" {
      input            = var.image
      triggers_replace = var.image
      provisioner "local-exec" {
        quiet   = true
        command = var.works ? "true" : "false"
      }
    }`,
});
const by = 'ada@example.com';
const byName = (named: string, other: string) => named.localeCompare(other);

let hub: RunnerHub;
let repositories = 0;
/** A registry into which nobody is let. */
let locked: ImageRegistry;
let closeLocked: () => Promise<void>;

beforeAll(async () => {
  hub = await startRunnerHub();
  const { client, close } = await startScripted(ecr, { ListImages: () => refuse('AccessDeniedException') });
  [locked, closeLocked] = [new ImageRegistry(client.endpoint), close];
});
afterAll(async () => {
  await closeLocked();
  await hub.close();
});

/** A repository of its own with two scanned images. */
async function openShop(counts: Record<string, number> = {}) {
  const name = `shop-${(repositories += 1)}`;
  await hub.images.create(name);
  const [first, second] = [await hub.images.push(name, 'v1'), await hub.images.push(name, 'v2')];
  for (const digest of [first, second]) await hub.images.scan(name, digest, counts);
  const image = (tag: string) => `${ImageRegistry.registryOf(name)}:${tag}`;
  return { name, first, second, image, tags: () => hub.images.tags(name) };
}

interface Shop {
  name: string;
  registry?: ImageRegistry;
  findings?: object;
}

function runAndSettle(environment: Environment, { name, registry = hub.images, findings = {} }: Shop) {
  const images = registry.of(environment.id, [name], { findings });
  return hub.runAndSettle(environment, { images });
}

function change({ name, wanted, cost }: Environment, inputs: Record<string, string | boolean>) {
  const spec = { ...wanted, inputs };
  return hub.decide({ name } as Environment, { type: 'change', spec, planOnly: false, cost, by });
}

const destroy = (environment: Environment) => hub.decide(environment, { type: 'destroy', by });
const failureIn = (outcome: Outcome) => (outcome.result === 'failed' ? outcome.failure : null);

describe('a life that runs images', () => {
  it('has exactly those tagged that it runs, from its first apply to its end', async () => {
    const shop = await openShop();
    const asked = await hub.create(app, {}, { image: shop.image('v1') });

    const made = await runAndSettle(asked, shop);
    const first = await shop.tags();
    const changed = await runAndSettle(await change(made.environment, { image: shop.image('v2') }), shop);
    const second = await shop.tags();
    const ended = await runAndSettle(await destroy(changed.environment), shop);

    expect([made, changed, ended].map(({ outcome }) => outcome.result)).toEqual([
      'applied',
      'applied',
      'destroyed',
    ]);
    expect(first).toEqual([inUseTag(asked.id, shop.first), 'v1', 'v2']);
    expect(second).toEqual([inUseTag(asked.id, shop.second), 'v1', 'v2']);
    expect(await shop.tags()).toEqual(['v1', 'v2']);
  });

  it('keeps what it ran and what it was to run when a change fails, as either may be what runs', async () => {
    const shop = await openShop();
    const asked = await hub.create(app, {}, { image: shop.image('v1') });
    const made = await runAndSettle(asked, shop);

    const inputs = { image: shop.image('v2'), works: false };
    const failed = await runAndSettle(await change(made.environment, inputs), shop);
    const after = await shop.tags();
    await runAndSettle(await destroy(failed.environment), shop);

    const both = [shop.first, shop.second].map((digest) => inUseTag(asked.id, digest)).sort(byName);
    expect(failed.environment.status).toBe('failed');
    expect(after).toEqual([...both, 'v1', 'v2']);
    expect(await shop.tags()).toEqual(['v1', 'v2']);
  });

  it('is not made of an image with findings: nothing is applied, nothing tagged, and it is said why', async () => {
    const shop = await openShop({ CRITICAL: 1, LOW: 3 });
    const asked = await hub.create(app, {}, { image: shop.image('v1') });

    const { outcome, environment } = await runAndSettle(asked, shop);

    expect(failureIn(outcome)).toMatchObject({
      class: 'policy',
      reason: expect.stringMatching(/v1 has scan findings.*1 critical, 3 low.*CVE-CRITICAL-1/),
    });
    expect(environment).toMatchObject({ status: 'failed', applied: null });
    expect(await shop.tags()).toEqual(['v1', 'v2']);
    expect(await hub.states.listCreates(asked)).toEqual([]);
  });

  it('is judged again before an approved plan is applied', async () => {
    const shop = await openShop({ LOW: 1 });
    const asked = await hub.create(app, { planOnly: true }, { image: shop.image('v1') });
    const { outcome: planned } = await runAndSettle(asked, shop);
    const planDigest = planned.result === 'planned' ? planned.plan.digest : '';
    const tagged = await shop.tags();

    const approved = await hub.decide(asked, { type: 'approve', planDigest, by });
    const { outcome } = await runAndSettle(approved, { ...shop, findings: { refuse: 'low' } });

    expect(planned.result).toBe('planned');
    expect(tagged).toEqual(['v1', 'v2']);
    expect(failureIn(outcome)).toMatchObject({ class: 'policy' });
    expect(await shop.tags()).toEqual(['v1', 'v2']);
  });

  it('is not destroyed before its tags are gone, and then has its receipt', async () => {
    const shop = await openShop();
    const asked = await hub.create(app, {}, { image: shop.image('v1') });
    const made = await runAndSettle(asked, shop);

    const failed = await runAndSettle(await destroy(made.environment), { ...shop, registry: locked });
    const stillTagged = await shop.tags();
    const again = await hub.decide(failed.environment, { type: 'retry', by });
    const ended = await runAndSettle(again, shop);

    expect(failureIn(failed.outcome)).toMatchObject({ class: 'permission' });
    expect(failed.environment.status).toBe('stuck');
    expect(stillTagged).toContain(inUseTag(asked.id, shop.first));
    expect(ended.environment).toMatchObject({ status: 'destroyed', receipt: { built: true } });
    expect(await shop.tags()).toEqual(['v1', 'v2']);
  });

  it('is ready although tags that it needs no more could not be taken away', async () => {
    const asked = await hub.create(app, {}, { image: 'public.ecr.aws/nginx/nginx:1.27' });

    const { outcome, lines } = await runAndSettle(asked, { name: 'shop', registry: locked });

    expect(outcome.result).toBe('applied');
    expect(lines.join('\n')).toMatch(/The in-use tags were not updated: .*AccessDenied/);
  });
});
