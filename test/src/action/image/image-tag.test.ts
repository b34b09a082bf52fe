import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { imageTag } from '../../../../src/action/image/image-tag';

const commit = 'f00d'.repeat(10);

describe('imageTag', () => {
  it('is the tag that CodeBuild gives the image of the same commit', () => {
    const buildspec = parse(readFileSync('terraform/modules/image-build/buildspec.yml', 'utf8')) as {
      phases: { pre_build: { commands: string[] } };
    };

    const given = buildspec.phases.pre_build.commands.filter((command) => command.includes('IMAGE_TAG='));

    // CodeBuild resolves the source version to the whole SHA of the commit.
    expect(given).toEqual(['export IMAGE_TAG="$CODEBUILD_RESOLVED_SOURCE_VERSION"']);
    expect(imageTag(commit)).toBe(commit);
  });

  it.each(['main', commit.slice(1), commit.toUpperCase(), `${commit}\n`, 'latest'])(
    'refuses %j, which is no whole SHA',
    (name) => {
      expect(() => imageTag(name)).toThrow('not the whole SHA');
    },
  );
});
