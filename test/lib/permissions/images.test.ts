import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../../lib/app';
import { grantsIn } from '../../support/aws/permissions/role-policies';
import { stageOf, templatesOf } from '../../support/plane/synthesized';

const registry = (name: string) => `111122223333.dkr.ecr.eu-central-1.amazonaws.com/${name}`;
const imageRepositories = ['shop', 'blog'].map((name) => ({
  repository: `acme/${name}`,
  project: `${name}-images`,
  registry: registry(name),
}));
const stage = stageOf('dev', createApp(), { imageRepositories });
const template = Template.fromStack(stage.controlPlane);
const grants = grantsIn(template);
const { controlPlane: plain } = templatesOf();

const grantOf = (role: string, sid: string) =>
  grants.find((grant) => grant.role === `leasehold-dev-${role}-function` && grant.sid === sid);
const resourcesOf = (role: string, sid: string) => JSON.stringify(grantOf(role, sid)?.statement);

describe('builds of images', () => {
  it.each(['api', 'sweep'])('are started by %s, of the configured projects and no other', (role) => {
    expect(grantOf(role, 'StartImageBuilds')?.actions).toEqual(['codebuild:StartBuild']);
    for (const { project } of imageRepositories)
      expect(resourcesOf(role, 'StartImageBuilds')).toContain(`project/${project}"`);
    expect(resourcesOf(role, 'StartImageBuilds')).not.toContain('*');
  });

  it.each(['sweep', 'events-settle-image-build'])('are seen by %s, with their images', (role) => {
    expect(grantOf(role, 'SeeImageBuilds')?.actions).toEqual(['codebuild:BatchGetBuilds']);
    expect(grantOf(role, 'SeeImages')?.statement.Resource).toEqual([
      'arn:aws:ecr:eu-central-1:111122223333:repository/shop',
      'arn:aws:ecr:eu-central-1:111122223333:repository/blog',
    ]);
  });

  it('are settled by a role that may touch no item of an environment', () => {
    expect(resourcesOf('events-settle-image-build', 'ChangeImageBuilds')).toContain('"IMAGE#*","EVENT#*"');
  });

  it('are settled when one of the configured projects tells of an end', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'leasehold-dev-settle-image-build-on-build-change',
      EventPattern: {
        detail: {
          'project-name': ['shop-images', 'blog-images'],
          'build-status': ['SUCCEEDED', 'FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'],
        },
      },
    });
  });

  it('are watched: their function has its alarms', () => {
    expect(JSON.stringify(template.findResources('AWS::CloudWatch::Alarm'))).toContain('SettleImageRule');
  });

  it('have no function, rule or right where none are configured', () => {
    const text = JSON.stringify(plain.toJSON());

    expect(text).not.toMatch(/settle-image-build|StartImageBuilds|SeeImage|ecr:/);
  });
});
