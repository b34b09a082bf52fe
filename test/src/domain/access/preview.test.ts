import fc from 'fast-check';
import { EnvironmentName } from '../../../../src/domain/environment/environment-name';
import { sha256 } from '../../../support/builders/sha256';
import { isPreviewBeside, previewName } from '../../../../src/domain/access/preview';

const nameOf = (repository: string, number: number) =>
  previewName({ id: `github:repo:42:pull:${number}`, repository, number }, sha256);

it.each([
  ['acme/shop', 'pr-7-shop'],
  ['acme/Shop_API.v2', 'pr-7-shop-api-v2'],
  ['acme/--odd--', 'pr-7-odd'],
  ['acme/a-repository-with-quite-a-long-name', 'pr-7-a-repository-with'],
  ['', 'pr-7'],
])('names the preview of pull request 7 of %j', (repository, words) => {
  const id = 'github:repo:42:pull:7';

  expect(previewName({ id, repository, number: 7 }, sha256)).toBe(`${words}-${sha256(id).slice(0, 8)}`);
});

it('differs by issuer and repository, whatever is called alike or cut', () => {
  const long = 'acme/a-repository-with-quite-a-long-name';
  const ids = ['github:repo:42:pull:7', 'ghe:repo:42:pull:7', 'github:repo:43:pull:7'];

  const names = ids.flatMap((id) =>
    ['acme/shop', 'other/shop', long].map((repository) => previewName({ id, repository, number: 7 }, sha256)),
  );

  expect(new Set(names).size).toBe(2 * ids.length);
});

it('is the name of an environment, whatever the repository is called', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 999_999_999 }), (repository, number) => {
      expect(EnvironmentName.safeParse(nameOf(repository, number)).success).toBe(true);
    }),
  );
});

describe('a preview beside the one without a name', () => {
  const beside = 'pr-7-shop-0a1b2c3d';

  it.each(['pr-7-docs-0a1b2c3d', 'pr-7-a-b-0a1b2c3d', 'pr-7-0a1b2c3d', beside])('%s is one', (name) => {
    expect(isPreviewBeside(beside, name)).toBe(true);
  });

  it.each([
    ['of another number', 'pr-71-docs-0a1b2c3d'],
    ['of another repository', 'pr-7-docs-0a1b2c3e'],
    ['of nobody', 'docs'],
    ['that only begins so', 'pr-7-docs-0a1b2c3d-x'],
    ['without a hash', 'pr-7-shop'],
  ])('one %s is none', (_whose, name) => {
    expect(isPreviewBeside(beside, name)).toBe(false);
    expect(isPreviewBeside('pr-7-shop', name)).toBe(false);
  });
});
