import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { routes } from '../../../lambdas/api/routes';
import { commandTable } from '../../../src/cli/command-table';
import { type FakeApi, problem, startFakeApi } from '../../support/cli/fake-api';
import { runIdp } from '../../support/cli/terminal';

const ruling =
  '\u001b[2J\u001b]0;t\u0007\u009b31m\u007f\b\r\u202e\u2066\u200f\u061c\u2028\u2029\u200b\ufeff\u{e0041}';
const hostile = `evil${ruling}text`;
const forbidden =
  // eslint-disable-next-line no-control-regex -- these characters are what this looks for
  /[^\P{Cc}\t\n\u001b]|\p{Bidi_Control}|[\u2028\u2029\u200b-\u200d\u2060\ufeff\u00ad]|[\u{e0000}-\u{e007f}]|\u001b(?!\[\d+m)/u;

/** A line that goes on is erased and drawn again, by the command line itself. */
const withoutDrawing = (text: string) => text.replaceAll('\r\u001b[K', '');

type Schema = Record<string, unknown>;

/** A value of a schema that has a hostile text wherever a text may stand; `deep` ends what holds itself. */
function hostileOf(schema: Schema, depth = 0): unknown {
  const { const: constant, enum: choices, anyOf, oneOf, type } = schema;
  if (constant !== undefined) return constant;
  if (Array.isArray(choices)) return choices[0];
  const options = (anyOf ?? oneOf) as Schema[] | undefined;
  if (options) return hostileOf(options[0] ?? {}, depth + 1);
  if (type === 'object') return objectOf(schema, depth);
  if (type === 'array') return [hostileOf((schema['items'] ?? {}) as Schema, depth + 1)];
  if (type === 'integer' || type === 'number')
    return Number(schema['minimum'] ?? 1) > 0 ? Number(schema['minimum'] ?? 1) : 1;
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  // An instant is computed with, which no other text is.
  return String(schema['pattern']).startsWith('^\\d{4}-') ? '2026-01-01T00:00:00.000Z' : hostile;
}

function objectOf({ properties = {}, additionalProperties }: Schema, depth: number): object {
  const own = Object.entries(properties as Record<string, Schema>);
  const more =
    typeof additionalProperties === 'object' ? [[hostile, additionalProperties as Schema] as const] : [];
  return Object.fromEntries([...own, ...more].map(([key, schema]) => [key, hostileOf(schema, depth + 1)]));
}

/** Every route with an answer full of hostile texts; a list ends with its first page. */
function hostileAnswers(): Record<string, object> {
  const pairs = routes.map(({ method, path, response }) => {
    const schema = z.toJSONSchema(response, { io: 'output', unrepresentable: 'any' }) as Schema;
    const answer = hostileOf(schema) as Record<string, unknown>;
    const ended =
      typeof answer === 'object' && 'next' in answer ? { ...answer, next: null, done: true } : answer;
    const named = path
      .replace('{id}', id)
      .replace('{template}', 'foo')
      .replace('{stack}', 'dev')
      .replace('{plan}', id);
    // The name of an environment may be one that an answer gave.
    return ['foo', encodeURIComponent(hostile)].map(
      (name) => [`${method} ${named.replace('{name}', name)}`, ended] as const,
    );
  });
  return Object.fromEntries(pairs.flat());
}

/** A folder with a stack that names a template of the control plane, and says things of its own. */
function hostileStacks(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-hostile-'));
  const components = { a: { template: 'foo', inputs: { [hostile]: hostile } } };
  const text = JSON.stringify({ stack: 'dev', environment: hostile, components });
  // A YAML file holds them as escapes only.
  const escaped = text.replace(
    /[\u007f-\uffff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(join(folder, 'dev.yaml'), escaped);
  return folder;
}

/** A Terraform state that says things of its own. */
function oldState(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'leasehold-hostile-')), 'terraform.tfstate');
  const item = { mode: 'managed', type: hostile, name: hostile, provider: hostile, instances: [{}] };
  writeFileSync(file, JSON.stringify({ version: 4, serial: 1, lineage: hostile, resources: [item] }));
  return file;
}

const stacks = hostileStacks();
const id = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';
/** What each command is given besides its name; what speaks to no API, or waits for what never comes, says why. */
const args: Record<string, readonly string[][]> = {
  templates: [[]],
  api: [['GET', '/me']],
  completion: [['bash']],
  open: [['foo']],
  why: [['foo'], ['foo', 'size']],
  receipt: [[id]],
  version: [[]],
  template: [['foo']],
  targets: [
    ['list'],
    ['show', 'foo'],
    ['add', 'foo', '--account', '444455556666', '--region', 'eu-central-1'],
    ['update', 'foo', '--previews'],
    ['remove', 'foo'],
  ],
  create: [['--template', 'foo', '--name', 'foo', '--ttl', '1d', '--yes', '--no-wait']],
  adopt: [['--state', oldState(), '--template', 'foo', '--name', 'foo', '--yes', '--no-wait']],
  import: [['foo', 'aws_vpc.this', 'vpc-1', '--yes', '--no-wait']],
  estimate: [['--template', 'foo']],
  stacks: [
    ['validate', stacks],
    ['status'],
    ['status', 'dev'],
    ['events', 'dev'],
    ['timeline', 'dev'],
    ['approve', 'dev', '--yes', '--no-wait'],
    ['consent', 'dev', '--plan', id, '--yes'],
    ['reject', 'dev'],
    ['cancel', 'dev', '--no-wait'],
    ['retry', 'dev', '--no-wait'],
    ['extend', 'dev', '1d'],
    ['destroy', 'dev', '--yes', '--no-wait'],
  ],
  check: [['foo', '--profile', 'basic', '--full']],
  list: [[]],
  status: [['foo']],
  logs: [['foo', '--run', id]],
  outputs: [['foo']],
  update: [['foo', '-i', 'a=1', '--yes', '--no-wait']],
  plan: [['foo', '--run', id]],
  approve: [['foo', '--yes', '--no-wait']],
  reject: [['foo']],
  cancel: [['foo', '--no-wait']],
  retry: [['foo', '--no-wait']],
  extend: [['foo', '--ttl', '1d']],
  sleep: [['foo', '--no-wait']],
  wake: [['foo', '--no-wait']],
  schedule: [
    ['foo', '20:00-07:00 UTC'],
    ['foo', '--none'],
  ],
  destroy: [['foo', '--yes', '--no-wait']],
  eject: [['foo', '--to', join(tmpdir(), 'leasehold-hostile-ejected'), '--yes']],
  drift: [
    [],
    ['check', 'foo', '--no-wait'],
    ['expect', 'foo', '--cause', '3f9a0c11d2e4', '--reason', 'a trial', '--until', '3d'],
  ],
  rotate: [
    ['foo', '--dry-run', '--no-wait'],
    ['foo', '--yes', '--no-wait'],
  ],
  certificates: [[], ['foo']],
  locks: [[]],
  unlock: [['foo', '--yes']],
  disown: [['foo', '--address', 'aws_iam_role.app', '--yes', '--no-wait']],
  events: [['foo'], ['foo', '--verify']],
  refusals: [[]],
  runs: [['foo']],
  life: [[id]],
  image: [['list'], ['status', id]],
  webhooks: [
    ['list'],
    ['add', 'https://hooks.example.com/'],
    ['remove', id],
    ['rotate', id],
    ['deliveries'],
    ['test', id, '--no-wait'],
  ],
  auth: [['status']],
  local: [['env']],
  quotas: [[]],
  me: [[]],
  policy: [['test', '/nowhere.yaml']],
  schema: [['template']],
  doctor: [[]],
};

/** What is denied is not asked for: to these, the same findings ask for approval. */
const asking = ['create', 'update', 'adopt'];

/** What is followed until it is packed has come to its end. */
function withoutChecks(all: Record<string, object>): Record<string, object> {
  const over = Object.entries(all).map(([route, answer]) =>
    /^GET \/environments\/[^/]+$/.test(route) ? [route, { ...answer, check: undefined }] : [route, answer],
  );
  return Object.fromEntries(over) as Record<string, object>;
}

const all = hostileAnswers();

function answersTo(command: string): Record<string, object> {
  if (command === 'eject') return withoutChecks(all);
  if (!asking.includes(command)) return all;
  const estimated = all['POST /estimates'] as { policy: { findings: object[] } };
  const findings = estimated.policy.findings.map((finding) => ({ ...finding, then: 'approve' }));
  return { ...all, 'POST /estimates': { ...estimated, policy: { ...estimated.policy, findings } } };
}

/** They speak to none, or ask for what the answer names and is not there. */
const quiet = ['completion', 'schema', 'version', 'auth', 'local', 'update', 'policy', 'why'];

describe('whatever the control plane answers', () => {
  let api: FakeApi | undefined;

  afterEach(() => api?.stop());

  it('is asked for by every command there is', () => {
    expect(Object.keys(args).sort()).toEqual(commandTable.map(({ name }) => name).sort());
  });

  it.each(Object.entries(args).flatMap(([name, all]) => all.map((more) => [[name, ...more]])))(
    'no character of it rules the terminal: %j',
    async (argv) => {
      api = await startFakeApi(answersTo(argv[0] ?? ''));
      for (const flags of [[], ['--json']])
        for (const tty of [true, false]) {
          const { stdout, stderr } = await runIdp([...argv, ...flags], { ...api, tty });
          expect((stdout + stderr).includes('evil') || quiet.includes(argv[0] ?? '')).toBe(true);
          expect([argv, forbidden.exec(withoutDrawing(stdout + stderr))?.[0]]).toEqual([argv, undefined]);
        }
    },
  );

  it('no character of a problem rules the terminal', async () => {
    const refused = problem(400, 'InvalidRequest', {
      detail: hostile,
      requestId: hostile,
      issues: [{ field: hostile, message: hostile }],
    });
    api = await startFakeApi({ 'GET /environments/foo': refused });

    const { code, stderr } = await runIdp(['status', 'foo'], { ...api, tty: true });

    expect([code, forbidden.exec(stderr)]).toEqual([2, null]);
    expect(stderr).toContain('eviltext');
  });

  it('no character of what was typed rules the terminal', async () => {
    api = await startFakeApi({});
    for (const argv of [[hostile], ['status', 'foo', `--${hostile}`], ['list', '--output', hostile]]) {
      const { stderr } = await runIdp(argv, { ...api, tty: true });
      expect([argv, forbidden.exec(stderr)?.[0]]).toEqual([argv, undefined]);
    }
  });
});
