import { explainEcr } from '../../../../src/runner/images/explain-ecr';
import { failureFrom } from '../../../../src/domain/environment/run-failure';

const error = (name: string) => Object.assign(new Error('the words of AWS'), { name });

describe('explainEcr', () => {
  it.each([
    ['AccessDeniedException', 'permission'],
    ['RepositoryNotFoundException', 'configuration'],
    ['LimitExceededException', 'quota'],
  ])('makes %s a failure of class %s that keeps what AWS said', (name, cls) => {
    const failure = failureFrom(explainEcr(error(name)));

    expect(failure.class).toBe(cls);
    expect(failure.reason).toMatch(/the words of AWS.*docs\/deploy\.md/);
  });

  it('leaves any other error as it is, so that one which may pass is tried again', () => {
    const throttled = error('ThrottlingException');

    expect(explainEcr(throttled)).toBe(throttled);
  });
});
