import { readStackName } from '../../../lambdas/events/read-component';

const about = (environment: unknown) => ({ 'detail-type': 'RunSucceeded', detail: { environment } });

describe('the stack that an event is about', () => {
  it.each([
    ['dev.vpc', 'dev'],
    ['my-stack.vpc-main', 'my-stack'],
    ['dev', undefined],
    ['dev.vpc.more', undefined],
    ['.vpc', undefined],
    ['', undefined],
  ])('of the environment %s is %s', (environment, stack) => {
    expect(readStackName(about(environment))).toBe(stack);
  });

  it.each([about(undefined), about(3), {}, null])(
    'of what is no event of an environment is refused',
    (event) => {
      expect(() => readStackName(event)).toThrow(/environment|detail|object/i);
    },
  );
});
