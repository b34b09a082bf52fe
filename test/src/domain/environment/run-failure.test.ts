import { AccessDeniedException } from '@aws-sdk/client-service-quotas';
import { isRefusal, failureFrom } from '../../../../src/domain/environment/run-failure';

const named = (name: string) =>
  Object.assign(new Error('not authorized to perform: ec2:DescribeTags'), { name });

describe('failureFrom', () => {
  it.each([
    'UnauthorizedOperation',
    'AccessDenied',
    'AccessDeniedException',
    'AuthFailure',
    'InvalidClientTokenId',
  ])('takes a call that AWS refused with %s for a missing right, wherever it was made', (name) => {
    expect(failureFrom(named(name))).toMatchObject({
      class: 'permission',
      reason: `${name}: not authorized to perform: ec2:DescribeTags`,
    });
  });

  it('knows no refusal in an error of another name, nor in one that may pass by itself', () => {
    const busy = Object.assign(named('AccessDenied'), { $metadata: { httpStatusCode: 503 } });

    expect(failureFrom(named('TypeError')).class).toBe('unknown');
    expect(failureFrom(busy).class).toBe('unreachable');
  });
});

describe('isRefusal', () => {
  it("knows the SDK's own errors", () => {
    expect(isRefusal(new AccessDeniedException({ message: 'no', $metadata: {} }))).toBe(true);
    expect(isRefusal(new Error('no'))).toBe(false);
  });
});
