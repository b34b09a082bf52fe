import { formerTag, inUsePrefix, inUseTag, isInUseTag } from '../../../../src/domain/image/in-use-tag';

const life = '01JD000000000000000000000A';
const digest = `sha256:0123456789abcdef${'0'.repeat(48)}`;

describe('inUseTag', () => {
  it('names the life and the image, so that a life may run two images of one repository', () => {
    expect(inUseTag(life, digest)).toBe(`in-use-${life}-0123456789ab`);
    expect(inUseTag(life, digest.replace('0123', '9999'))).not.toBe(inUseTag(life, digest));
  });

  it('is a tag that ECR takes, and begins as the lifecycle policy of terraform/modules/ecr wants it', () => {
    expect(inUseTag(life, digest)).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/);
    expect(inUseTag(life, digest).startsWith(inUsePrefix(life))).toBe(true);
    expect(isInUseTag(inUseTag(life, digest))).toBe(true);
  });
});

describe('formerTag', () => {
  it('is no tag that keeps an image', () => {
    expect(isInUseTag(formerTag(digest))).toBe(false);
    expect(formerTag(digest)).toBe('was-in-use-0123456789ab');
  });
});
