import type { HeldResource } from '../../../../src/runner/verify/witnesses/held-resources';
import { lockedOnly, stateModule } from '../../../../src/runner/terraform/state-module';

const aws = 'registry.terraform.io/hashicorp/aws';
const home = { region: 'us-east-1' };

function held(source: string, alias: string | null = null, arn?: string): HeldResource {
  return {
    address: 'aws_thing.x',
    type: 'aws_thing',
    id: 'x',
    serial: 1,
    source,
    alias,
    schemaVersion: 0,
    attributes: arn === undefined ? {} : { arn },
    sensitive: [],
    private: undefined,
    dependencies: [],
  };
}

describe('the module of a state', () => {
  it('requires each provider of what the state holds, under a name of its own', () => {
    const { content } = stateModule([held(aws), held('example.com/acme/aws'), held(aws)], home);

    expect(content).toEqual({
      terraform: {
        required_providers: { aws: { source: aws }, 'acme-aws': { source: 'example.com/acme/aws' } },
      },
      provider: { aws: [{ region: 'us-east-1' }] },
    });
  });

  it("requires nothing for Terraform's own provider, and of no other AWS", () => {
    const module = stateModule([held('terraform.io/builtin/terraform')], home);

    expect(module).toMatchObject({ usesAws: false, content: { terraform: { required_providers: {} } } });
    expect(module.content).not.toHaveProperty('provider');
  });

  it('places an alias where its objects are, and at home where none of them says so', () => {
    const objects = [
      held(aws, 'far'),
      held(aws, 'far', 'arn:aws:sns:eu-west-1:123456789012:x'),
      held(aws, 'mute', 'arn:aws:iam::123456789012:role/x'),
    ];

    const { awsAliases, content } = stateModule(objects, home);

    expect(awsAliases).toEqual(['far', 'mute']);
    expect(content['provider']).toEqual({
      aws: [
        { region: 'us-east-1' },
        { alias: 'far', region: 'eu-west-1' },
        { alias: 'mute', region: 'us-east-1' },
      ],
    });
  });
});

describe('a lock file', () => {
  const block = (source: string) =>
    `provider "${source}" {\n  version = "1.0.0"\n  hashes = [\n    "h1:a}=",\n  ]\n}\n`;

  it('keeps the providers that are needed, as they were, and no other', () => {
    const lock = `# made\n\n${block(aws)}\n${block('example.com/acme/b')}\n${block('example.com/acme/c')}`;

    expect(lockedOnly(lock, [aws, 'example.com/acme/c'])).toBe(
      `# made\n\n${block(aws)}\n\n${block('example.com/acme/c')}`,
    );
    expect(lockedOnly(lock, [])).not.toContain('provider');
  });
});
