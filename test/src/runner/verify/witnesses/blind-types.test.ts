import { isBlind } from '../../../../../src/runner/verify/witnesses/blind-types';

describe('isBlind', () => {
  it.each([
    ['aws_iam_role', true, true],
    ['aws_autoscaling_group', true, true],
    ['aws_route', false, true],
    ['aws_vpc', true, false],
  ])('%s that takes tags (%s) is unseen: %s', (type, taggable, blind) => {
    expect(isBlind(type, taggable)).toBe(blind);
  });
});
