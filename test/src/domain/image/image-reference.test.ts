import { imageReferencesIn } from '../../../../src/domain/image/image-reference';

const shop = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/shop';
const digest = `sha256:${'a1'.repeat(32)}`;
const named = (value: unknown) => imageReferencesIn(value, [shop]).map((one) => one.named);

describe('imageReferencesIn', () => {
  it('reads an image by tag and by digest, of which the digest decides', () => {
    const found = imageReferencesIn([`${shop}:v1`, `${shop}@${digest}`, `${shop}:v2@${digest}`], [shop]);

    expect(found).toEqual([
      { named: `${shop}:v1`, registry: shop, tag: 'v1', digest: null },
      { named: `${shop}@${digest}`, registry: shop, tag: 'latest', digest },
      { named: `${shop}:v2@${digest}`, registry: shop, tag: 'v2', digest },
    ]);
  });

  it('finds images however deep they lie, in texts of JSON too, each once', () => {
    const containers = JSON.stringify([{ image: `${shop}:v1` }, { image: `${shop}:v2` }]);

    expect(named({ a: [{ container_definitions: containers }], b: `${shop}:v1` })).toEqual([
      `${shop}:v1`,
      `${shop}:v2`,
    ]);
  });

  it('takes a repository alone for an image only where an image is expected', () => {
    expect(named({ image: shop })).toEqual([shop]);
    expect(imageReferencesIn({ image: shop }, [shop])[0]?.tag).toBe('latest');
    expect(named({ repository_url: shop })).toEqual([]);
  });

  it.each([
    ['of a repository that is not known', `${shop}-two:v1`],
    ['of a public registry', 'public.ecr.aws/nginx/nginx:1.27'],
    ['inside a longer text', `docker pull ${shop}:v1`],
    ['with a digest that is none', `${shop}@sha256:abc`],
    ['in a text that only begins like JSON', `[${shop}:v1`],
  ])('leaves alone what is %s', (_what, text) => {
    expect(named(text)).toEqual([]);
  });
});
