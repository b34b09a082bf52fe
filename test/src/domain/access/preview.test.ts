import fc from 'fast-check';
import { EnvironmentName } from '../../../../src/domain/environment/environment';
import { previewName } from '../../../../src/domain/access/preview';

it.each([
  ['acme/shop', 'pr-7-shop'],
  ['acme/Shop_API.v2', 'pr-7-shop-api-v2'],
  ['acme/--odd--', 'pr-7-odd'],
  ['acme/a-repository-with-quite-a-long-name', 'pr-7-a-repository-with-quite-a-l'],
  ['', 'pr-7'],
])('names the preview of pull request 7 of %j', (repository, name) => {
  expect(previewName(repository, 7)).toBe(name);
});

it('is the name of an environment, whatever the repository is called', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 999_999_999 }), (repository, number) => {
      expect(EnvironmentName.safeParse(previewName(repository, number)).success).toBe(true);
    }),
  );
});
