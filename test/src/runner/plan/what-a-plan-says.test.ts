import { readFile } from 'node:fs/promises';
import { renderComment } from '../../../../src/action/comment/render-comment';
import { reportFrom } from '../../../../src/action/report';
import { renderEnvironment } from '../../../../src/cli/print/environment';
import { describePlanSummary } from '../../../../src/cli/print/plan';
import { renderPlan } from '../../../../src/cli/print/plan/render-plan';
import { createPaint } from '../../../../src/client/text/paint';
import type { PlanDocument } from '../../../../src/domain/environment/artifacts';
import type { DomainEvent } from '../../../../src/domain/environment/events';
import type { Environment } from '../../../../src/domain/environment/environment';
import { viewOf } from '../../../support/builders/views';
import { bundleOf } from '../../../support/terraform/template-bundle';
import { type RunnerHub, startRunnerHub } from '../../../support/plane/runner';
import { sharedPlan } from '../../../support/aws/shared-documents';

const by = 'ada@example.com';
const paint = createPaint(false);
let hub: RunnerHub;
beforeAll(async () => {
  hub = await startRunnerHub();
}, 60_000);
afterAll(() => hub.close());

const bundleWith = (main: string) => bundleOf({ 'templates/tiny/main.tf': main });

async function built(main: string) {
  const made = await hub.runAndSettle(await hub.create(bundleWith(main)));
  if (made.outcome.result !== 'applied') throw new Error(made.lines.join('\n'));
  return made;
}

/** The life of `first` once a change to `second` was planned. */
async function planned(first: string, second: string, planOnly = true) {
  const { environment } = await built(first);
  const other = await hub.create(bundleWith(second));
  const spec = { ...environment.wanted, template: other.wanted.template };
  const { cost } = environment;
  return hub.runAndSettle(await hub.decide(environment, { type: 'change', spec, planOnly, cost, by }));
}

/** What is said of an environment in each of the five places. */
async function placesOf({ environment, run }: { environment: Environment; run: string }) {
  const view = viewOf(environment);
  const { plan } = view;
  const approval =
    environment.run?.phase === 'awaiting-approval'
      ? await hub.decide(environment, { type: 'approve', planDigest: plan!.digest, by: 'bob@example.com' })
      : environment;
  const pull = { number: 7, repositoryId: 1, branch: 'b', commit: 'c'.repeat(12), closed: false };
  const report = { step: 'make', ended: 'done', cause: null, environment: reportFrom(view, null) } as const;
  const comment = renderComment({ pull, report, run: 'https://ci.test/1', before: null });
  return {
    summary: describePlanSummary(plan!, view.lease, paint).join('\n'),
    status: renderEnvironment(view, paint, Date.now()).join('\n'),
    event: textOf(environment.outbox, ['PlanAwaitsApproval', 'EnvironmentReady']),
    approval: textOf(approval.outbox, ['PlanApproved', 'EnvironmentReady']),
    comment: comment.replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point))),
    document: renderPlan(await documentOf(run), { paint, detail: 'folded' }).join('\n'),
  };
}

const documentOf = async (run: string) => (await sharedPlan(hub.artifacts, run)) as PlanDocument;

/** What the last event of these types says. */
function textOf(events: readonly DomainEvent[], types: string[]): string {
  const last = events.filter(({ type }) => types.includes(type)).at(-1);
  return Object.values(last?.data ?? {}).join('\n');
}

const five = ['summary', 'status', 'event', 'approval', 'comment'] as const;

describe('a plan says all that it does', () => {
  const before = `
    resource "terraform_data" "old" { input = "x" }
    resource "terraform_data" "left" { input = "x" }
    resource "terraform_data" "made" { triggers_replace = "a" }
    resource "terraform_data" "after" {
      input = "t"
      lifecycle { replace_triggered_by = [terraform_data.made] }
    }
    output "said" { value = "one" }
    output "gone" { value = { deep = [null, "grüße"] } }
    output "password" {
      value     = "hunter2-of-this-test"
      sensitive = true
    }`;
  const after = `
    resource "terraform_data" "new" { input = "x" }
    moved {
      from = terraform_data.old
      to   = terraform_data.new
    }
    removed {
      from = terraform_data.left
      lifecycle { destroy = false }
    }
    resource "terraform_data" "made" { triggers_replace = "b" }
    resource "terraform_data" "after" {
      input = "t"
      lifecycle { replace_triggered_by = [terraform_data.made] }
    }
    resource "terraform_data" "taken" {}
    import {
      to = terraform_data.taken
      id = "stood-before"
    }
    output "said" { value = "two" }
    output "password" {
      value     = "other-hunter2-of-this-test"
      sensitive = true
    }
    check "works" {
      assert {
        condition     = terraform_data.new.output == "y"
        error_message = "The service is not as it should be."
      }
    }`;
  let places: Awaited<ReturnType<typeof placesOf>>;
  let life: Awaited<ReturnType<typeof planned>>;
  beforeAll(async () => {
    life = await planned(before, after, false);
    places = await placesOf(life);
  }, 120_000);

  it.each([
    ['an import', /terraform_data\.taken: imported as stood-before; it will be deleted with the environment/],
    ['a move', /terraform_data\.new: moved from terraform_data\.old/],
    ['what it forgets', /terraform_data\.left: forgotten; it remains/],
    [
      'a replacement and why',
      /terraform_data\.made: replaced, as triggers_replace cannot be changed in place/,
    ],
    ['a replacement for another', /terraform_data\.after: replaced, as replace_triggered_by/],
    ['an output that changes', /output\.said: "one" -> "two"/],
    ['an output that goes', /output\.gone: \{"deep":\[null,"grüße"\]\} goes/],
    ['a secret output by its name', /output\.password: "\(sensitive\)" -> "\(sensitive\)"/],
    ['a check that fails', /check\.works: The service is not as it should be\./],
  ])('%s, in all five places', (_, words) => {
    for (const place of five) expect([place, places[place]]).toEqual([place, expect.stringMatching(words)]);
  });

  it('and needs an approval that names what existed before', () => {
    const named = /terraform_data\.taken(: | \()it already exists \(stood-before\)/;

    expect(life.outcome).toMatchObject({ result: 'planned', plan: { needs: ['imported'] } });
    for (const place of five) expect([place, places[place]]).toEqual([place, expect.stringMatching(named)]);
  });

  it('counts all of it', () => {
    const counts =
      '0 to add, 0 to change, 2 to replace, 0 to destroy, 1 to import, 1 to move, 1 to forget, 2 outputs to change, 1 output to remove, 1 check failed';

    for (const place of ['summary', 'status', 'comment'] as const) expect(places[place]).toContain(counts);
  });

  it('and the plan itself has each with its resource', () => {
    for (const line of [
      '    terraform_data.new    free\n      (moved from terraform_data.old)',
      '    terraform_data.taken  free\n      (imported as stood-before)',
      '  x terraform_data.left',
      '-/+ terraform_data.made   free\n      (replaced, as triggers_replace cannot be changed in place)',
      '  ~ said = "one" -> "two"',
      '  - gone = {"deep":[null,"grüße"]}',
      '  ~ password (sensitive)',
      'Failed checks\n    check.works failed: The service is not as it should be.',
    ])
      expect(places.document).toContain(line);
  });

  it('shows no secret anywhere', () => {
    expect(JSON.stringify([places, life.environment])).not.toContain('hunter2');
  });
});

describe('outputs', () => {
  const caseOf = (version: string) => readFile(`test/fixtures/cases/A05/${version}/main.tf`, 'utf8');

  it('A05: are a change by themselves, with the value, and never no changes', async () => {
    const life = await planned(await caseOf('v1'), await caseOf('v2'));
    const places = await placesOf(life);

    expect(life.outcome).toMatchObject({
      plan: { create: 0, update: 0, delete: 0, notes: { counts: { 'output-create': 1 } } },
    });
    expect(places.summary).toContain('0 to destroy, 1 output to add\n');
    expect(places.document).toContain('  + added = "only an output changed"');
    expect(places.document).not.toContain('No changes.');
    for (const place of five) expect(places[place]).toContain('output.added: "only an output changed"');
  }, 60_000);

  it.each([
    ['a null in a list', '[1, null, "x"]', '[1,null,"x"]'],
    ['a null in an object', '{ a = null, b = {} }', '{"a":null,"b":{}}'],
    ['other scripts', '"grüße 二行目 😀"', '"grüße 二行目 😀"'],
    ['a number of many digits', '9007199254740993', '9007199254740993'],
    ['what only the apply tells', 'terraform_data.x.id', '(known after apply)'],
  ])('show %s as Terraform has it', async (_, value, shown) => {
    const made = await built(`resource "terraform_data" "x" {}\noutput "said" { value = ${value} }`);

    expect((await placesOf(made)).document).toContain(`  + said = ${shown}`);
  });

  it('that are null are absent, as in Terraform', async () => {
    const made = await built('output "nothing" { value = null }');
    const { outputs } = await documentOf(made.run);

    expect(outputs.filter(({ action }) => action !== 'no-op')).toEqual([]);
    expect(made.outcome).toMatchObject({ plan: expect.not.objectContaining({ notes: expect.anything() }) });
  });
});

describe('a check that fails', () => {
  const resource = 'resource "terraform_data" "x" { input = "a" }';
  const checkOf = (name: string, messages: string[]) => {
    const asserts = messages.map(
      (message) =>
        `assert {\n condition = terraform_data.x.output == "b"\n error_message = ${JSON.stringify(message)}\n}`,
    );
    return `check "${name}" {\n${asserts.join('\n')}\n}`;
  };

  it('A18: is in the status, the event and the comment of what was built', async () => {
    const life = await built(await readFile('test/fixtures/cases/A18/main.tf', 'utf8'));
    const places = await placesOf(life);
    const words = 'The service does not answer as it should.';

    expect(life.environment).toMatchObject({
      status: 'ready',
      checks: [{ address: 'check.works', message: words }],
    });
    expect(places.status).toContain(`Checks    check.works failed: ${words}`);
    expect(places.event).toContain(`check.works: ${words}`);
    expect(places.comment).toContain(`check.works failed: ${words}`);
  });

  it.each([
    [
      'in a module, for each of its keys',
      {
        'templates/tiny/main.tf': 'module "m" {\n  for_each = toset(["a.b"])\n  source   = "./m"\n}',
        'templates/tiny/m/main.tf':
          'resource "terraform_data" "x" { input = 1 }\ncheck "one" {\n  assert {\n    condition     = terraform_data.x.output == 2\n    error_message = "Not two."\n  }\n}',
      },
      [{ address: 'module.m["a.b"].check.one', message: 'Not two.' }],
    ],
    [
      'twice',
      { 'templates/tiny/main.tf': `${resource}\n${checkOf('two', ['First.', 'Second.'])}` },
      [
        { address: 'check.two', message: 'First.' },
        { address: 'check.two', message: 'Second.' },
      ],
    ],
    [
      'with words of other scripts',
      { 'templates/tiny/main.tf': `${resource}\n${checkOf('größe', ['Zu groß: 二行目 😀'])}` },
      [{ address: 'check.größe', message: 'Zu groß: 二行目 😀' }],
    ],
  ])('is known where it fails %s', async (_, files, checks) => {
    const made = await hub.runAndSettle(await hub.create(bundleOf(files)));

    expect(made.environment).toMatchObject({ status: 'ready', checks });
  });

  it('is over once it holds', async () => {
    const failing = `${resource}\n${checkOf('c', ['Not b.'])}`;

    const { environment } = await planned(failing, failing.replace('input = "a"', 'input = "b"'), false);

    expect(environment.status).toBe('ready');
    expect(environment).not.toHaveProperty('checks');
  });
});
