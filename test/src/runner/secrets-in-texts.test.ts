import { bundleOf } from '../../support/terraform/template-bundle';
import { startRunnerHub, type RunnerHub } from '../../support/plane/runner';
import { sharedPlan } from '../../support/aws/shared-documents';

/** Fails at the plan with a long text that names a role, and at the apply with what a program printed. */
const failing = bundleOf({
  'templates/tiny/main.tf': `
    variable "db_user" {
      type      = string
      sensitive = true
    }
    variable "at" {}
    variable "said" {}
    resource "terraform_data" "app" { input = var.db_user }
    resource "terraform_data" "check" {
      lifecycle {
        precondition {
          condition     = var.at != "plan"
          error_message = join(" ", [for i in range(120) : "Statement \${i}: \${var.said} may not be granted."])
        }
      }
    }
    resource "terraform_data" "migrate" {
      depends_on = [terraform_data.app]
      provisioner "local-exec" {
        command = "for i in $(seq 1 120); do echo \\"migration $i: relation \${var.said}.t$i is missing\\" >&2; done; exit 3"
      }
    }`,
});

/** A sensitive map beside what nobody marked. */
const masked = bundleOf({
  'templates/tiny/main.tf': `
    variable "settings" {
      type      = map(string)
      sensitive = true
    }
    variable "title" {}
    resource "terraform_data" "app" { input = var.settings }
    resource "terraform_data" "page" { input = var.title }
    output "page" { value = terraform_data.page.output }`,
});

/** Prints the secret in two halves, with a pause between in which Terraform hands on the first. */
const hesitant = bundleOf({
  'templates/tiny/main.tf': `
    variable "token" {
      type      = string
      sensitive = true
    }
    resource "terraform_data" "app" { input = var.token }
    resource "terraform_data" "talks" {
      depends_on = [terraform_data.app]
      provisioner "local-exec" {
        quiet   = true
        command = "printf 'first hesi'; sleep 0.6; printf 'tant-'; sleep 0.6; echo 'token last'; echo 'after it'"
      }
    }`,
});

describe('a run whose secrets are ordinary words', () => {
  let hub: RunnerHub;

  beforeAll(async () => {
    hub = await startRunnerHub();
  });

  afterAll(() => hub.close());

  it.each([
    ['a name', 'apply', 'admin', 'admin'],
    ['a name in words', 'plan', 'admin', 'the role admin'],
    ['the result', 'plan', 'failed', 'a role that failed'],
    ['the class', 'apply', 'unknown', 'unknown'],
    ['an address', 'plan', 'terraform_data.check', 'terraform_data.check'],
    ['a year', 'apply', '2026', 'year2026'],
    ['longer than a reason', 'plan', 'x'.repeat(3_000), 'x'.repeat(3_000)],
  ])(
    'has failed with its cut reason when its secret is %s and it fails at the %s',
    async (_, at, secret, said) => {
      const asked = await hub.create(failing, {}, { db_user: secret, at, said });

      const { outcome, environment: settled, lines } = await hub.runAndSettle(asked);

      expect(outcome).toMatchObject({ result: 'failed', failure: { class: expect.any(String) } });
      const { reason, addresses } = (outcome as Extract<typeof outcome, { result: 'failed' }>).failure;
      // Of a condition that does not hold, Terraform names no resource.
      expect(addresses).toEqual(at === 'plan' ? [] : ['terraform_data.migrate']);
      expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(2_000);
      expect(reason).toContain('(sensitive)');
      const texts = `${reason}${lines.slice(0, -1).join('\n')}`;
      expect(texts.replaceAll('(sensitive)', '')).not.toContain(secret);
      expect(settled).toMatchObject({ status: 'failed', run: null });
      expect(lines.at(-1)).toBe('Outcome: failed.');
    },
  );

  it('shows no part of a secret that a program prints in pieces', async () => {
    const { outcome, lines } = await hub.runAndSettle(
      await hub.create(hesitant, {}, { token: 'hesitant-token' }),
    );

    expect(outcome).toMatchObject({ result: 'applied' });
    const [, ...talked] = lines.filter((line) => line.includes('(local-exec): '));
    expect(talked).toEqual([
      'terraform_data.talks: (local-exec): first (sensitive) last',
      'terraform_data.talks: (local-exec): after it',
    ]);
  });

  it('is destroyed after that, whatever its secret is', async () => {
    const asked = await hub.create(failing, {}, { db_user: 'destroyed', at: 'apply', said: 'destroyed' });
    const { environment: settled } = await hub.runAndSettle(asked);
    const doomed = await hub.decide(settled, { type: 'destroy', by: 'ada@example.com' });

    const { environment: ended } = await hub.runAndSettle(doomed);

    expect(ended).toMatchObject({ status: 'destroyed', receipt: { built: true } });
  });

  it.each([
    ['words of a plan', { MODE: 'create', YEAR: '2026' }],
    ['names of ours', { TYPE: 'terraform_data', KEY: 'resources', PLAN: 'page' }],
    ['numbers and one letter', { PORT: '5432', LETTER: 'e', NONE: '', FLAG: 'true' }],
    ['a text of 100 KB', { TEXT: 'create '.repeat(15_000) }],
  ])('plans with %s as its secrets: their values are masked, and nothing else', async (_, settings) => {
    const title = 'create page 5432 of 2026, true to it';
    const asked = await hub.create(masked, { planOnly: true }, { settings, title });

    const { run: id, outcome, environment: settled } = await hub.runAndSettle(asked);

    expect(outcome).toMatchObject({ result: 'planned', plan: { create: 2 } });
    expect(settled.run).toMatchObject({ phase: 'awaiting-approval' });
    const later = { before: null, after: '(known after apply)' };
    expect(await sharedPlan(hub.artifacts, id)).toMatchObject({
      run: id,
      digest: (outcome as Extract<typeof outcome, { result: 'planned' }>).plan.digest,
      resources: [
        {
          address: 'terraform_data.app',
          type: 'terraform_data',
          action: 'create',
          changes: expect.arrayContaining([{ attribute: 'input', before: null, after: '(sensitive)' }]),
        },
        {
          address: 'terraform_data.page',
          action: 'create',
          changes: expect.arrayContaining([
            { attribute: 'id', ...later },
            { attribute: 'input', before: null, after: title },
          ]),
        },
      ],
      outputs: [{ name: 'page', action: 'create', sensitive: false }],
    });
  });
});
