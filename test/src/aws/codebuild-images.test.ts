import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { createCodeBuildImages } from '../../../src/aws/codebuild-images';
import { requestBuild } from '../../../src/domain/image/decide-image-build';
import type { ImageProjects } from '../../../src/operations/ports/image';
import { start } from '../../support/builders/births';
import { image, shop } from '../../support/builders/images';
import { refuse, startScripted } from '../../support/aws/scripted-service';
import { ulidAt } from '../../support/builders/ulids';

let codebuild: Awaited<ReturnType<typeof startScripted>>;
let projects: ImageProjects;

beforeEach(async () => {
  const service = { targetPrefix: 'CodeBuild_20161006', contentType: 'application/x-amz-json-1.1' } as const;
  const answers = { StartBuild: () => ({ build: { id: 'shop-images:1' } }), BatchGetBuilds: () => ({}) };
  codebuild = await startScripted(service, answers);
  projects = createCodeBuildImages(new CodeBuildClient(codebuild.client));
});
afterEach(() => codebuild.close());

const id = ulidAt(start, 1);
const hostile = { ref: 'a$(id)', context: 'a"; id' };
const wanted = requestBuild({ id, by: 'ada', of: shop, ...hostile }, start);
const exported = [
  { name: 'IMAGE_TAG', value: image.tag },
  { name: 'IMAGE_DIGEST', value: image.digest },
];
const succeeded = {
  buildStatus: 'SUCCEEDED',
  buildComplete: true,
  resolvedSourceVersion: image.commit,
  exportedEnvironmentVariables: exported,
  logs: { groupName: '/codebuild/shop-images', streamName: 's-1' },
};
const log = { group: '/codebuild/shop-images', stream: 's-1' };
const look = (build?: object) => {
  codebuild.answers['BatchGetBuilds'] = () => ({ builds: build ? [build] : [] });
  return projects.look('shop-images:1');
};

it('starts a build under a token, and hands on what the caller chose as it is', async () => {
  expect(await projects.start(wanted)).toEqual({ result: 'started', build: 'shop-images:1' });
  expect(codebuild.calls[0]?.input).toEqual({
    projectName: 'shop-images',
    sourceVersion: hostile.ref,
    environmentVariablesOverride: [
      { name: 'CONTEXT', value: hostile.context, type: 'PLAINTEXT' },
      { name: 'LEASEHOLD_IMAGE_BUILD', value: id, type: 'PLAINTEXT' },
    ],
    idempotencyToken: id,
  });
});

it.each([
  ['AccountLimitExceededException', { result: 'busy', reason: expect.stringContaining('as scripted') }],
  ['ResourceNotFoundException', { result: 'refused', reason: expect.stringContaining('CodeBuild refused') }],
  ['InvalidInputException', { result: 'refused', reason: expect.stringContaining('as scripted') }],
])('takes %s for what it is', async (type, started) => {
  codebuild.answers['StartBuild'] = () => refuse(type);

  expect(await projects.start(wanted)).toEqual(started);
});

it('passes on what may be otherwise the next time', async () => {
  codebuild.answers['StartBuild'] = () => refuse('AccessDeniedException');

  await expect(projects.start(wanted)).rejects.toThrow('AccessDeniedException');
});

it('sees that a build is at work', async () => {
  expect(await look({ buildStatus: 'IN_PROGRESS' })).toEqual({ result: 'running' });
});

it.each(['SUCCEEDED', 'FAILED', 'STOPPED'])(
  'sees that a build is at work which is %s and not complete',
  async (buildStatus) => {
    expect(await look({ ...succeeded, buildStatus, buildComplete: false })).toEqual({ result: 'running' });
  },
);

it('sees which image a build made', async () => {
  expect(await look(succeeded)).toEqual({ result: 'built', image });
});

it.each([
  ['said no digest', { exportedEnvironmentVariables: exported.slice(0, 1) }],
  ['said no tag', { exportedEnvironmentVariables: exported.slice(1) }],
  ['is of no commit', { resolvedSourceVersion: 'main' }],
  ['said nothing', { exportedEnvironmentVariables: undefined }],
])('takes a build that %s for one without an image', async (_what, changes) => {
  expect(await look({ ...succeeded, ...changes })).toEqual({
    result: 'failed',
    reason: 'the build ended without naming the image that it pushed',
    log,
  });
});

it('says where a build failed and what CodeBuild says of it', async () => {
  const phases = [
    { phaseType: 'INSTALL', phaseStatus: 'SUCCEEDED', contexts: [{ message: '' }] },
    { phaseType: 'BUILD', phaseStatus: 'FAILED', contexts: [{ message: 'exit status 1' }] },
    { phaseType: 'COMPLETED' },
  ];

  expect(await look({ ...succeeded, buildStatus: 'FAILED', phases })).toEqual({
    result: 'failed',
    reason: 'the build ended FAILED in BUILD: exit status 1',
    log,
  });
});

it('says of one that was stopped that it was', async () => {
  expect(await look({ buildStatus: 'STOPPED', buildComplete: true })).toEqual({
    result: 'failed',
    reason: 'the build ended STOPPED',
    log: null,
  });
});

it('takes a build that is not known any more for failed', async () => {
  expect(await look()).toMatchObject({ result: 'failed', log: null });
});
