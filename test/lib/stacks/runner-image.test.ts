import { Match } from 'aws-cdk-lib/assertions';
import { bakedTemplates, templatesOf } from '../../support/plane/synthesized';

const { runnerImage, controlPlane } = bakedTemplates();
const plain = templatesOf().controlPlane;

/** The image that the builds of a template run in, as text. */
function imageOf(template: typeof plain): string {
  const projects = Object.values(template.findResources('AWS::CodeBuild::Project'));
  const images = new Set(projects.map(({ Properties }) => JSON.stringify(Properties.Environment.Image)));
  expect(images.size).toBe(1);
  return [...images].join();
}

describe('the image of the builds', () => {
  it('lies in a repository where no tag changes, everything is scanned, and little is kept', () => {
    runnerImage.hasResourceProperties('AWS::ECR::Repository', {
      RepositoryName: 'leasehold-dev-runner',
      ImageTagMutability: 'IMMUTABLE',
      ImageScanningConfiguration: { ScanOnPush: true },
      LifecyclePolicy: { LifecyclePolicyText: Match.stringLikeRegexp('"countNumber":5') },
    });
  });

  it('is baked under the very tag that the builds of the control plane ask for', () => {
    const [project] = Object.values(runnerImage.findResources('AWS::CodeBuild::Project'));
    const variables = project!.Properties.Environment.EnvironmentVariables as {
      Name: string;
      Value: string;
    }[];
    const tag = variables.find(({ Name }) => Name === 'IMAGE_TAG')?.Value;

    expect(tag).toMatch(/^[0-9a-f]{64}$/);
    expect(imageOf(controlPlane)).toContain(`/leasehold-dev-runner:${tag}`);
  });

  it('is pulled as the runner, who may pull that one and push none', () => {
    controlPlane.hasResourceProperties('AWS::CodeBuild::Project', {
      Environment: { ImagePullCredentialsType: 'SERVICE_ROLE', PrivilegedMode: false },
    });
    const roles = JSON.stringify(controlPlane.findResources('AWS::IAM::Role'));

    expect(roles).toContain('repository/leasehold-dev-runner');
    expect(roles).toContain('ecr:BatchGetImage');
    expect(roles).not.toContain('ecr:PutImage');
  });

  it('is baked with a role that reaches neither a target nor the hub', () => {
    const roles = JSON.stringify(
      runnerImage.findResources('AWS::IAM::Role', { Properties: { Policies: Match.anyValue() } }),
    );

    expect(roles).toContain('ecr:PutImage');
    expect(roles).not.toMatch(/dynamodb:|leasehold-provisioner|-state-/);
  });

  it('is the plain one of CodeBuild where the stage does not bake', () => {
    expect(imageOf(plain)).toBe('"aws/codebuild/amazonlinux-aarch64-standard:3.0"');
    expect(JSON.stringify(plain.findResources('AWS::IAM::Role'))).not.toContain('ecr:');
  });
});
