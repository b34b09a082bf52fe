import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { createApp } from '../../lib/app';
import { lintTemplates } from '../support/aws/cfn-lint';
import { stageOf, synthesizeBaked, synthesizeStages } from '../support/plane/synthesized';

/** Properties that are a thing's name in its account and region. */
const naming = /(?<!Attribute|Index|Metric|Policy|Dimension)Name$|^DomainName$|^Domain$/;

describe('two stages in one account', () => {
  const { folder, templates } = synthesizeStages('dev', 'prod');
  const baked = synthesizeBaked('baked');
  const documents = templates.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Document);

  afterAll(() => {
    for (const one of [folder, baked.folder]) rmSync(one, { recursive: true, force: true });
  });

  it('give no two things the same physical name', () => {
    const names = documents.flatMap(physicalNames);

    expect(names.length).toBeGreaterThan(10);
    expect(duplicatesIn(names)).toEqual([]);
  });

  it('export nothing under the same name', () => {
    const outputs = documents.flatMap(({ Outputs = {} }) => Object.values(Outputs));
    const names = outputs.flatMap(({ Export }) => Export?.Name ?? []);

    expect(duplicatesIn(names)).toEqual([]);
  });

  it('are templates that cfn-lint finds neither error nor warning in', async () => {
    expect(baked.templates).toHaveLength(3);
    expect(await lintTemplates([...templates, ...baked.templates])).toBe('');
  });
});

it('is not synthesized while a finding of the AwsSolutions rules is unacknowledged', () => {
  const app = createApp();
  new CfnQueue(stageOf('dev', app).stateful, 'PlainQueue', { sqsManagedSseEnabled: false });

  expect(() => app.synth()).toThrow(/validation/i);
  expect(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')).toContain('AwsSolutions-SQS4');
});

interface Document {
  Outputs?: Record<string, { Export?: { Name: string } }>;
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

/** Type and name, as only things of one kind share a space of names. */
function physicalNames({ Resources }: Document): string[] {
  return Object.values(Resources).flatMap(({ Type, Properties = {} }) =>
    Object.entries(Properties)
      .filter(([property, value]) => naming.test(property) && JSON.stringify(value).includes('leasehold-'))
      .map(([property, value]) => `${Type} ${property} ${JSON.stringify(value)}`),
  );
}

function duplicatesIn(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
