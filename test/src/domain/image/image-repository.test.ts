import {
  ImageRepositories,
  ImageRepository,
  partsOfRegistry,
} from '../../../../src/domain/image/image-repository';

const shop: ImageRepository = {
  repository: 'acme/shop',
  project: 'shop-images',
  registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/acme/shop',
};
const blog = { repository: 'acme/blog', project: 'blog-images', registry: `${shop.registry}-blog` };

it('takes repositories of GitHub with a project and an image repository each', () => {
  const all = [shop, { ...blog, teams: ['web'] }];

  expect(ImageRepositories.parse(all)).toEqual(all);
});

it.each([
  ['repository', 'shop'],
  ['repository', 'acme/shop/api'],
  ['repository', 'acme/..'],
  ['repository', '-acme/shop'],
  ['repository', 'acme/shop;id'],
  ['project', 'a b'],
  ['project', 'arn:aws:codebuild:eu-central-1:111122223333:project/shop'],
  ['registry', 'ghcr.io/acme/shop'],
  ['registry', `${shop.registry}:latest`],
  ['registry', `${shop.registry}@sha256:0`],
  ['registry', shop.registry.replace('1111', '111')],
  ['teams', []],
])('refuses the %s %p', (field, value) => {
  const issues = ImageRepository.safeParse({ ...shop, [field]: value }).error?.issues;

  expect(issues?.map(({ path }) => path[0])).toEqual([field]);
});

it.each([
  ['a repository', { repository: 'Acme/Shop' }],
  ['a project', { project: shop.project }],
  ['an image repository', { registry: shop.registry }],
])('refuses to name %s twice', (_what, same) => {
  expect(ImageRepositories.safeParse([shop, { ...blog, ...same }]).success).toBe(false);
});

it('knows account, region and name of an image repository', () => {
  expect(partsOfRegistry(shop.registry)).toEqual({
    account: '111122223333',
    region: 'eu-central-1',
    name: 'acme/shop',
  });
});
