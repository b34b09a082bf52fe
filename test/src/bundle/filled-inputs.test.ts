import { filledInputs } from '../../../src/bundle/filled-inputs';

const filesOf = (text: string) => new Map([['templates/web/template.yaml', new TextEncoder().encode(text)]]);

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
  expect(filledInputs(filesOf(manifest), 'templates/web', { zone: 'a' })).toEqual({
    size: 'small',
    zone: 'a',
  });
});

it('goes by the inputs alone, whatever else the manifest of an old bundle says', () => {
  const old = `${manifest}\nlease: { default: forever }\nowner: nobody\n`;

  expect(filledInputs(filesOf(old), 'templates/web', {})).toEqual({ size: 'small' });
});

it.each([
  ['there is no template.yaml', new Map<string, Uint8Array>()],
  ['its inputs are of another shape', filesOf('inputs: { size: small }')],
])('leaves what was given where %s', (_where, files) => {
  expect(filledInputs(files, 'templates/web', { size: 'large' })).toEqual({ size: 'large' });
});
