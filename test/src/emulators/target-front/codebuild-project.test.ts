import {
  BatchGetProjectsCommand,
  CodeBuildClient,
  CreateProjectCommand,
  DeleteProjectCommand,
  UpdateProjectCommand,
} from '@aws-sdk/client-codebuild';
import type { Emulator } from '../../../../src/local/emulator';
import { region } from '../../../../src/local/hub';
import { startOwnedFront } from '../../../support/aws/owned-front';
import type { Front } from '../../../../src/emulators/front/start-front';
import { startEmulator } from '../../../support/aws/aws-workspace';

let emulator: Emulator;
let front: Front;
let codebuild: CodeBuildClient;

beforeAll(async () => {
  emulator = await startEmulator();
  front = await startOwnedFront(emulator.url);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  codebuild = new CodeBuildClient({ endpoint: front.url, region, credentials });
}, 60_000);
afterAll(async () => {
  codebuild.destroy();
  await front.close();
  await emulator.close();
});

const asked = {
  name: 'images',
  description: 'Builds images',
  serviceRole: 'arn:aws:iam::123456789012:role/images',
  source: { type: 'GITHUB' as const, location: 'https://github.com/acme/shop.git' },
  artifacts: { type: 'NO_ARTIFACTS' as const },
  environment: {
    type: 'LINUX_CONTAINER' as const,
    computeType: 'BUILD_GENERAL1_SMALL' as const,
    image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
  },
  timeoutInMinutes: 30,
};

async function project(name: string) {
  const { projects = [] } = await codebuild.send(new BatchGetProjectsCommand({ names: [name] }));
  return projects[0];
}

describe('a project of CodeBuild on the emulator', () => {
  it('keeps how many of its builds run at once, and nothing else in its place', async () => {
    await codebuild.send(new CreateProjectCommand({ ...asked, concurrentBuildLimit: 2 }));

    const made = await project('images');

    expect(made).toMatchObject({ ...asked, concurrentBuildLimit: 2 });
    expect(made?.environment).toEqual(asked.environment);
  });

  it('is changed in what is asked, and in nothing else', async () => {
    await codebuild.send(
      new UpdateProjectCommand({ name: 'images', concurrentBuildLimit: 5, timeoutInMinutes: 60 }),
    );
    const changed = await project('images');
    await codebuild.send(new UpdateProjectCommand({ name: 'images', concurrentBuildLimit: -1 }));

    expect(changed).toMatchObject({ ...asked, concurrentBuildLimit: 5, timeoutInMinutes: 60 });
    expect(await project('images')).not.toHaveProperty('concurrentBuildLimit');
  });

  it.each([
    ['its name', (name: string) => name],
    ['its ARN', (name: string) => `arn:aws:codebuild:${region}:123456789012:project/${name}`],
  ])('is gone when it was deleted by %s', async (_, called) => {
    const name = 'short-lived';
    await codebuild.send(new CreateProjectCommand({ ...asked, name }));

    await codebuild.send(new DeleteProjectCommand({ name: called(name) }));

    expect(await project(name)).toBeUndefined();
  });

  it('is not there where none was made', async () => {
    expect(await project('others')).toBeUndefined();
    await expect(codebuild.send(new UpdateProjectCommand({ name: 'others' }))).rejects.toThrow();
  });
});
