import { readFileSync } from 'node:fs';
import { imageTag } from '../../../../src/action/image/image-tag';
import { runBuildspec } from '../../../support/plane/run-buildspec';

const commit = 'f00d'.repeat(10);
const root = { context: '.', dockerfile: 'Dockerfile' };

/** The tag that CodeBuild gives the image of a folder. */
async function tagOfBuild(context: string): Promise<string | undefined> {
  const { exported } = await runBuildspec({
    buildspec: readFileSync('terraform/modules/image-build/buildspec.yml', 'utf8'),
    environment: { IMAGE_REPOSITORY: 'a/b', CODEBUILD_RESOLVED_SOURCE_VERSION: commit, CONTEXT: context },
    programs: { docker: '[ "$1" != login ] || cat > /dev/null', aws: 'echo sha256:abc' },
  });
  return exported['IMAGE_TAG'];
}

describe('imageTag', () => {
  it.each(['.', 'services/catalog'])('is the tag that CodeBuild gives the image of %s', async (context) => {
    const dockerfile = context === '.' ? 'Dockerfile' : `${context}/Dockerfile`;

    expect(imageTag(commit, { context, dockerfile })).toBe(await tagOfBuild(context));
  });

  it('is the commit alone for the root, however it is written', () => {
    const tags = ['.', './', '././'].map((context) => imageTag(commit, { ...root, context }));

    expect(new Set(tags)).toEqual(new Set([commit]));
  });

  it('differs for another folder and another Dockerfile of the same commit, and is one that a registry takes', () => {
    const tags = [
      imageTag(commit, root),
      imageTag(commit, { ...root, context: 'api' }),
      imageTag(commit, { context: 'api', dockerfile: 'api/Dockerfile' }),
      imageTag(commit, { ...root, dockerfile: 'Dockerfile.debug' }),
    ];

    expect(new Set(tags).size).toBe(tags.length);
    for (const tag of tags) expect(tag).toMatch(/^[0-9a-f]{40}(-[0-9a-f]{12})?$/);
  });

  it.each(['main', commit.slice(1), commit.toUpperCase(), `${commit}\n`, 'latest'])(
    'refuses %j, which is no whole SHA',
    (name) => {
      expect(() => imageTag(name, root)).toThrow('not the full SHA');
    },
  );
});
