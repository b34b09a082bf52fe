import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redaction } from '../../../../src/domain/base/redaction';
import { decideBirth } from '../../../../src/domain/environment/decide';
import type { Inputs } from '../../../../src/domain/template/template';
import { prepareWorkspace } from '../../../../src/runner/terraform/workspace';
import { birthOf, start } from '../../../support/builders/births';
import { ulidAt } from '../../../support/builders/ulids';
import { bundleOf } from '../../../support/terraform/template-bundle';

const manifest = `
inputs:
  type: object
  additionalProperties: false
  properties:
    size: { type: string, description: How big., default: small }
    key: { type: string, description: A secret., default: changeme }
    note: { type: [string, 'null'], description: Anything., default: none }
`;
const variables = `
variable "size" { type = string }
variable "note" { type = string }
variable "key" {
  type      = string
  sensitive = true
}
`;
const { digest, zip } = bundleOf({
  'templates/tiny/template.yaml': manifest,
  'templates/tiny/main.tf': variables,
});

/** The variables that Terraform is given for these inputs, and what is known of secrets from then on. */
async function variablesFor(inputs: Inputs) {
  const redaction = new Redaction();
  const { environment } = decideBirth(birthOf(), undefined, { now: start, newRun: ulidAt(start, 2) });
  const folder = await mkdtemp(join(tmpdir(), 'workspace-'));
  const pin = { ...environment.wanted.template, bundle: digest };
  const target = {
    name: 'local',
    region: 'eu-west-1',
    regions: [],
    roleArn: 'arn:aws:iam::123456789012:role/x',
  };
  const request = {
    bundles: () => Promise.resolve(zip),
    folder,
    environment,
    run: ulidAt(start, 2),
    pin,
    inputs,
  };
  const { root } = await prepareWorkspace({ ...request, target, redaction });
  const text = await readFile(join(root, 'leasehold.auto.tfvars.json'), 'utf8');
  return { variables: JSON.parse(text) as Inputs, redaction };
}

describe('the variables of a work directory', () => {
  it.each<[string, Inputs, Inputs]>([
    ["nothing: all are the bundle's", {}, { size: 'small', key: 'changeme', note: 'none' }],
    ['one input', { size: 'large' }, { size: 'large', key: 'changeme', note: 'none' }],
    ['a null', { note: null }, { size: 'small', key: 'changeme', note: null }],
    [
      'all, as lives that were stored with their defaults',
      { size: 's', key: 'k', note: 'n' },
      { size: 's', key: 'k', note: 'n' },
    ],
  ])('have the defaults of the bundle beside what was given: %s', async (_what, inputs, expected) => {
    const { variables } = await variablesFor(inputs);

    expect(variables).toEqual(expected);
  });

  it('teach what to blot out also where a secret is the default', async () => {
    const { redaction } = await variablesFor({});

    expect(redaction.text('the key is changeme')).toBe('the key is (sensitive)');
  });
});
