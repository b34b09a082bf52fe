import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redaction } from '../../../../../src/domain/base/redaction';
import { Terraform } from '../../../../../src/bundle/terraform/terraform';
import { askProvider } from '../../../../../src/runner/verify/probe/ask-provider';
import type { Probe } from '../../../../../src/runner/verify/probe/scratch-folder';
import { writeProgram } from '../../../../support/plane/machine';

const probe = (key: string, rest: Partial<Probe> = {}): Probe => ({
  key,
  type: 'aws_x',
  region: 'eu-west-1',
  schemaVersion: 0,
  attributes: { id: `id-${key}` },
  ...rest,
});
const at = (addr: string) => ({ resource: { addr, resource_type: 'aws_x' } });
const started = (key: string) => ({ type: 'refresh_start', '@message': '', hook: at(`aws_x.${key}`) });
const refreshed = (key: string) => ({ type: 'refresh_complete', '@message': '', hook: at(`aws_x.${key}`) });
const failed = (summary: string, address?: string) => ({
  type: 'diagnostic',
  '@message': '',
  diagnostic: { severity: 'error', summary, detail: '', ...(address === undefined ? {} : { address }) },
});
const prior = (...names: string[]) => ({
  terraform_version: '1.11.4',
  prior_state: {
    values: {
      root_module: {
        resources: names.map((name) => ({ name, values: { id: `id-${name}` }, schema_version: 2 })),
      },
    },
  },
});

describe('askProvider', () => {
  let root: string;
  const redaction = new Redaction();

  /** A Terraform that prints these lines for `plan` (per call, the last one repeated) and this plan for `show`. */
  async function terraformSaying(plans: object[][], shown: object | null): Promise<Terraform> {
    await Promise.all(
      plans.map((lines, nth) =>
        writeFile(join(root, `plan${nth + 1}`), lines.map((line) => JSON.stringify(line)).join('\n')),
      ),
    );
    await writeFile(join(root, 'shown'), JSON.stringify(shown));
    const executable = writeProgram(
      join(root, 'terraform'),
      [
        `if [ "$1" = show ]; then echo show >> ${root}/calls; ${shown ? `cat ${root}/shown` : 'exit 1'}; exit; fi`,
        `echo "$@" >> ${root}/calls; cp main.tf.json terraform.tfstate ${root}/`,
        `n=$(grep -c '^plan' ${root}/calls); [ -f ${root}/plan$n ] || n=${plans.length}`,
        `touch scratch.tfplan; cat ${root}/plan$n`,
      ].join('\n'),
    );
    const env = { PATH: process.env.PATH ?? '' };
    const signal = new AbortController().signal;
    return new Terraform({ executable, folder: root, env, signal, redaction, log: () => undefined });
  }
  const calls = async () => (await readFile(join(root, 'calls'), 'utf8')).trim().split('\n');
  const plansMade = async () => (await calls()).filter((line) => line.startsWith('plan')).length;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'leasehold-ask-'));
    await writeFile(
      join(root, '.terraform.lock.hcl'),
      'provider "registry.terraform.io/hashicorp/aws" {\n}\n',
    );
    const provider = { aws: [{ region: 'eu-west-1' }, { alias: 'other' }] };
    await writeFile(join(root, 'leasehold_override.tf.json'), JSON.stringify({ provider }));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('tells what is there from what is gone', async () => {
    const terraform = await terraformSaying(
      [[started('a'), started('b'), refreshed('a'), refreshed('b')]],
      prior('a'),
    );

    const answers = await askProvider(terraform, { probes: [probe('a'), probe('b')], queries: [] });

    expect(answers.get('a')).toEqual({ found: 'present', attributes: { id: 'id-a' }, schemaVersion: 2 });
    expect(answers.get('b')).toEqual({ found: 'absent' });
  });

  it('never calls an object gone whose refresh failed, asks once more about it alone, and says why', async () => {
    const lines = [
      started('a'),
      started('b'),
      refreshed('a'),
      failed('reading id-b: throttled'),
      failed('else'),
    ];
    const terraform = await terraformSaying([lines], prior('b'));

    const answers = await askProvider(terraform, { probes: [probe('a'), probe('b')], queries: [] });

    expect(answers.get('a')).toEqual({ found: 'absent' });
    expect(answers.get('b')).toEqual({ found: 'unknown', why: 'reading id-b: throttled' });
    expect(await plansMade()).toBe(2);
    expect(JSON.parse(await readFile(join(root, 'terraform.tfstate'), 'utf8')).resources).toHaveLength(1);
  });

  it('refuses a plan of another shape, in which everything would look gone', async () => {
    const terraform = await terraformSaying([[started('a'), refreshed('a')]], { prior_state: [] });

    await expect(askProvider(terraform, { probes: [probe('a')], queries: [] })).rejects.toMatchObject({
      code: 'CorruptRecord',
    });
  });

  it('takes the second answer where the first was an error', async () => {
    const terraform = await terraformSaying(
      [
        [started('a'), failed('throttled')],
        [started('a'), refreshed('a')],
      ],
      prior(),
    );

    const answers = await askProvider(terraform, { probes: [probe('a')], queries: [] });

    expect(answers.get('a')).toEqual({ found: 'absent' });
  });

  it('fails when the provider could not be asked about anything', async () => {
    const terraform = await terraformSaying([[failed('no valid credential sources: AccessDenied')]], prior());

    const asking = askProvider(terraform, { probes: [probe('a')], queries: [] });

    await expect(asking).rejects.toMatchObject({ failure: { class: 'permission' } });
  });

  it('halves what cannot be read as a whole', async () => {
    const terraform = await terraformSaying([[started('a')]], null);

    const answers = await askProvider(terraform, { probes: [probe('a'), probe('b')], queries: [] });

    expect([...answers.values()].map(({ found }) => found)).toEqual(['unknown', 'unknown']);
  });

  it('takes a data source for absent only when its error says so', async () => {
    const reading = { type: 'apply_start', '@message': '', hook: { ...at('data.aws_x.q'), action: 'read' } };
    const lines = [
      reading,
      failed("couldn't find resource", 'data.aws_x.q'),
      failed('denied', 'data.aws_x.r'),
    ];
    const terraform = await terraformSaying([lines], prior());
    const queries = ['q', 'r'].map((key) => ({ key, type: 'aws_x', arguments: {} }));

    const answers = await askProvider(terraform, { probes: [], queries });

    expect(answers.get('q')).toEqual({ found: 'absent' });
    expect(answers.get('r')).toEqual({ found: 'unknown', why: 'denied' });
  });

  it('gives an object of another region a provider of its own, with the rest of the configuration the same', async () => {
    const terraform = await terraformSaying([[started('a'), refreshed('a')]], prior());

    await askProvider(terraform, { probes: [probe('a', { region: 'us-east-1' })], queries: [] });

    const main = JSON.parse(await readFile(join(root, 'main.tf.json'), 'utf8'));
    const state = JSON.parse(await readFile(join(root, 'terraform.tfstate'), 'utf8'));
    expect(main.provider.aws).toEqual([{ region: 'eu-west-1' }, { region: 'us-east-1', alias: 'us-east-1' }]);
    expect(state.resources[0].provider).toBe('provider["registry.terraform.io/hashicorp/aws"].us-east-1');
  });

  it('asks nothing when there is nothing to ask, and leaves nothing behind', async () => {
    const terraform = await terraformSaying([[started('a'), refreshed('a')]], prior());

    expect((await askProvider(terraform, { probes: [], queries: [] })).size).toBe(0);
    await askProvider(terraform, { probes: [probe('a')], queries: [] });

    expect((await readdir(root)).filter((name) => name.startsWith('.scratch-'))).toEqual([]);
  });
});
