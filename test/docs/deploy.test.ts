import { readFileSync } from 'node:fs';
import { DeployConfig } from '../../lib/config/schema';
import { templatesOf } from '../support/plane/synthesized';

const text = readFileSync('docs/deploy.md', 'utf8');

describe('docs/deploy.md', () => {
  it('says what each field of the configuration is, and of no other', () => {
    const [, section = ''] = /## The configuration\n([\s\S]*?)\n## /.exec(text) ?? [];
    const described = [...section.matchAll(/^\| `([\w$]+)` \|/gm)].map(([, field]) => field);

    expect(described.sort()).toEqual(Object.keys(DeployConfig.shape).sort());
  });

  it('names every group that a person can be put into', () => {
    const groups = Object.values(templatesOf().stateful.findResources('AWS::Cognito::UserPoolGroup'));

    expect(groups).not.toHaveLength(0);
    for (const { Properties } of groups) expect(text).toContain(`\`${Properties.GroupName}\``);
  });

  it('says how to remove each bucket that stays', () => {
    const buckets = Object.values(templatesOf().stateful.findResources('AWS::S3::Bucket'));
    const names = buckets.map(
      ({ Properties }) => /leasehold-dev-([a-z-]+)-"/.exec(JSON.stringify(Properties.BucketName))?.[1],
    );
    const [, listed = ''] = /leasehold-<stage>-\{([^}]+)\}/.exec(text) ?? [];

    expect(names.sort()).toEqual(listed.split(',').sort());
  });
});
