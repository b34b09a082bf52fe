import { readText, whyLiteral } from '../../../../../src/domain/stack/import-atmos/references';

const of = (component: string, output: string, stack?: string, step?: string) => ({
  component,
  output,
  stack,
  step,
});

describe('a text of Atmos', () => {
  it.each([
    ['!terraform.output vpc vpc_id', of('vpc', 'vpc_id')],
    [
      '!terraform.state vpc/main prod .private_subnet_ids[0]',
      of('vpc/main', 'private_subnet_ids', 'prod', '0'),
    ],
    ['!terraform.output vpc {{ .stack }} vpc_id', of('vpc', 'vpc_id')],
    ['!terraform.state key .arn // "arn:aws:kms:x"', of('key', 'arn')],
    ['{{ (atmos.Component "vpc" .stack).outputs.vpc_id }}', of('vpc', 'vpc_id')],
    ['{{ (atmos.Component "vpc" "prod").outputs.vpc_id | toRawJson }}', of('vpc', 'vpc_id', 'prod')],
  ])('%s is a reference', (text, reference) => {
    expect(readText(text)).toEqual({ reference, isForeign: false });
  });

  it('that only looks like a reference is one that Atmos does not know', () => {
    expect(readText('${output.vpc/main.vpc_id}')).toEqual({
      reference: of('vpc/main', 'vpc_id'),
      isForeign: true,
    });
  });

  it.each([
    '!store config/ssm vpc id',
    '!env HOME',
    '!terraform.output vpc',
    '!terraform.output vpc ".a | keys"',
    '{{ env "X" }}',
  ])('%s is not resolved, and says why', (text) => {
    expect(readText(text)).toEqual({ why: expect.any(String) as string });
  });

  it.each(['plain', '10.0.0.0/16', 'a ! b', '${var.x}'])('%s is a plain text', (text) => {
    expect(readText(text)).toBeUndefined();
  });

  it.each([
    ['vpc-0123abcd', ['vpc_id']],
    ['arn:aws:kms:eu-west-1:123456789012:key/1', ['key']],
    ['123456789012', ['account_id']],
    ['Z2FDTNDATAQYW2', ['zone_id']],
    ['CHANGEME', ['name']],
    ['${ssm:/a/b}', ['secret']],
  ])('%s is a literal that was meant as something else', (text, path) => {
    expect(whyLiteral(path, text)).toEqual(expect.any(String));
  });

  it.each([
    ['arn:aws:iam::aws:policy/ReadOnly', ['policy']],
    ['123456789012', ['phone']],
    ['my-service', ['name']],
    ['i-am', ['name']],
  ])('%s is none', (text, path) => {
    expect(whyLiteral(path, text)).toBeUndefined();
  });
});
