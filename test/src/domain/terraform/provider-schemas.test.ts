import { parseProviderSchemas } from '../../../../src/domain/terraform/provider-schemas';

const aws = 'registry.terraform.io/hashicorp/aws';
const schema = { version: 1, block: { attributes: { arn: { type: 'string', computed: true } } } };
const withAws = (provider: unknown) => ({ format_version: '1.0', provider_schemas: { [aws]: provider } });

describe('parseProviderSchemas', () => {
  it('keeps the version of each resource type, and nothing that nobody reads', () => {
    const json = withAws({
      provider: { version: 0, block: {} },
      resource_schemas: { aws_vpc: schema, aws_eip: { block: null } },
      data_source_schemas: { aws_vpc: schema },
    });

    expect(parseProviderSchemas(json)).toEqual({
      provider_schemas: { [aws]: { resource_schemas: { aws_vpc: { version: 1 }, aws_eip: { version: 0 } } } },
    });
  });

  it('reads a workspace without providers, and a provider without resources', () => {
    expect(parseProviderSchemas({ format_version: '1.0' })).toEqual({ provider_schemas: {} });
    expect(parseProviderSchemas(withAws({}))).toEqual({
      provider_schemas: { [aws]: { resource_schemas: {} } },
    });
  });

  it.each([
    ['no document at all', 'hello', 'body Invalid input'],
    ['a list of providers', { provider_schemas: [] }, 'provider_schemas Invalid input'],
    ['null for a provider', withAws(null), `provider_schemas.${aws} Invalid input`],
    [
      'a text for a version',
      withAws({ resource_schemas: { aws_vpc: { version: '1' } } }),
      `provider_schemas.${aws}.resource_schemas.aws_vpc.version Invalid input`,
    ],
  ])('refuses %s, and names the field', (_what, json, reason) => {
    expect(() => parseProviderSchemas(json)).toThrow(
      expect.objectContaining({ code: 'CorruptRecord', message: expect.stringContaining(reason) }),
    );
  });
});
