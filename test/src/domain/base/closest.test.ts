import { closest } from '../../../../src/domain/base/closest';

const templates = ['playground', 'api-service', 'api-database'];

describe('closest', () => {
  it.each([
    ['playgruond', 'playground'],
    ['api-servic', 'api-service'],
    ['api-databse', 'api-database'],
  ])('finds what %s was meant to be', (typed, meant) => {
    expect(closest(typed, templates)).toBe(meant);
  });

  it.each(['castle', '', 'x'])('finds nothing close to %j', (typed) => {
    expect(closest(typed, templates)).toBeUndefined();
  });
});
