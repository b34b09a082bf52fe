import { readImageEnding } from '../../../lambdas/events/read-image-ending';

const id = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';

const built = (variables: Record<string, string>) => ({
  source: 'aws.codebuild',
  'detail-type': 'CodeBuild Build State Change',
  detail: {
    'build-status': 'SUCCEEDED',
    'build-id': 'arn:aws:codebuild:us-east-1:123456789012:build/shop-images:1',
    'additional-information': {
      environment: {
        'environment-variables': Object.entries(variables).map(([name, value]) => ({ name, value })),
      },
    },
  },
});

it('finds in the variables of a build for which build of an image it is', () => {
  const event = built({ CONTEXT: '.', LEASEHOLD_IMAGE_BUILD: id });

  expect(readImageEnding(event)).toEqual({ id, build: 'shop-images:1' });
});

it.each([
  ['started by hand', built({ CONTEXT: '.' })],
  ['that names no id', built({ LEASEHOLD_IMAGE_BUILD: 'one' })],
])('leaves a build alone %s', (_which, event) => {
  expect(readImageEnding(event)).toBeUndefined();
});

it.each([[undefined], ['text'], [{ 'detail-type': 'Step Functions Execution Status Change', detail: {} }]])(
  'refuses an event of another kind: %j',
  (event) => {
    expect(() => readImageEnding(event)).toThrow(expect.objectContaining({ name: 'InvalidRequest' }));
  },
);
