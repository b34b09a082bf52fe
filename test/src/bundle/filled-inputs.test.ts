import { filledInputs } from '../../../src/bundle/filled-inputs';
import type { BundleManifest } from '../../../src/bundle/read-bundle';

const engine = { name: 'terraform' as const, version: '1.11.4' };
const bundleOf = (files: Map<string, Uint8Array>, more: Partial<BundleManifest> = {}) => ({
  manifest: { template: 'web', version: '1.0.0', engine, ...more },
  files,
});
const leasehold = { name: 'demo', id: '01J0000000000000000000000A', tags: {}, permanent: false, awake: true };
const filesOf = (text: string) =>
  bundleOf(new Map([['templates/web/template.yaml', new TextEncoder().encode(text)]]));

const manifest = `
title: Web
version: 1.0.0
inputs:
  type: object
  additionalProperties: false
  properties:
    size: { type: string, description: How big., default: small }
    zone: { type: string, description: Where. }
`;

it("fills in the defaults of the bundle's own template.yaml", () => {
  expect(filledInputs(filesOf(manifest), { zone: 'a' }, leasehold)).toEqual({
    size: 'small',
    zone: 'a',
  });
});

it('goes by the inputs alone, whatever else the manifest of an old bundle says', () => {
  const old = `${manifest}\nlease: { default: forever }\nowner: nobody\n`;

  expect(filledInputs(filesOf(old), {}, leasehold)).toEqual({ size: 'small' });
});

it.each([
  ['there is no template.yaml', bundleOf(new Map<string, Uint8Array>())],
  ['its inputs are of another shape', filesOf('inputs: { size: small }')],
])('leaves what was given where %s', (_where, files) => {
  expect(filledInputs(files, { size: 'large' }, leasehold)).toEqual({ size: 'large' });
});

it('goes by what publication joined, not by the file, and gives what the template sets whatever was given', () => {
  const inputs = {
    type: 'object' as const,
    additionalProperties: false as const,
    required: [],
    properties: { size: { type: 'string', description: 'How big.', default: 'large' } },
  };
  const { files } = filesOf(manifest);
  const bundle = bundleOf(files, { inputs, set: { protected: false } });

  expect(filledInputs(bundle, { zone: 'a', protected: true }, leasehold)).toEqual({
    size: 'large',
    zone: 'a',
    protected: false,
  });
});

it('fills what a set value asks of its environment, and nothing of what was given', () => {
  const inputs = {
    type: 'object' as const,
    additionalProperties: false as const,
    required: [],
    properties: {},
  };
  const set = { name: 'idp-${leasehold.name}' };
  const bundle = bundleOf(new Map(), { inputs, set });

  expect(filledInputs(bundle, { title: '${leasehold.name}' }, leasehold)).toEqual({
    name: 'idp-demo',
    title: '${leasehold.name}',
  });
});
