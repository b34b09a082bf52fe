import { createSettleImageBuildRule } from '../../../lambdas/events/settle-image-build';
import { buildImage } from '../../../src/operations/image/build-image';
import { ada, contextOf, recordingLog, silent } from '../../support/plane/http';
import { image } from '../../support/builders/images';
import { setStage, type Stage } from '../../support/plane/stage';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const handle = (event: unknown, log = silent()) =>
  createSettleImageBuildRule(() => stage.deps, log)(event, contextOf());
const ended = (build: string, variables: { name: string; value: string }[]) => ({
  'detail-type': 'CodeBuild Build State Change',
  detail: {
    'build-id': `arn:aws:codebuild:us-east-1:123456789012:build/${build}`,
    'additional-information': { environment: { 'environment-variables': variables } },
  },
});
const ask = () => buildImage({ actor: ada, repository: 'acme/shop', ref: 'main', context: '.' }, stage.deps);

describe('the rule on ended builds of images', () => {
  it('settles the build, and says which one', async () => {
    const { id, build = '' } = await ask();
    stage.world.images.looks.set(build, { result: 'built', image });
    stage.world.images.scans.set(image.digest, { status: 'pending' });
    const { log, lines } = recordingLog();

    await handle(ended(build, [{ name: 'LEASEHOLD_IMAGE_BUILD', value: id }]), log);

    expect(await stage.deps.imageBuilds.get(id)).toMatchObject({ status: 'succeeded' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'settled', imageBuild: id });
  });

  it('leaves alone what nobody asked us for', async () => {
    const { id, build = '' } = await ask();
    const before = await stage.deps.imageBuilds.get(id);

    await handle(ended(build, []));

    expect(await stage.deps.imageBuilds.get(id)).toEqual(before);
  });

  it('throws on what it could not do, so that it is delivered again', async () => {
    const { id, build = '' } = await ask();
    stage.world.fail = (call) => (call === 'imageProjects.look' ? new Error('no answer') : undefined);

    await expect(handle(ended(build, [{ name: 'LEASEHOLD_IMAGE_BUILD', value: id }]))).rejects.toThrow(
      'no answer',
    );
  });
});
