import type { Template } from 'aws-cdk-lib/assertions';
import { factsIn } from '../../../lib/facts';
import { capacityIn } from '../../../src/plane/capacity';
import { readFolder } from '../../../src/tools/read-folder';
import { packWhole } from '../../support/terraform/pack-whole';
import { bakedTemplates, templatesOf } from '../../support/plane/synthesized';

/** The limits of a template's projects, and what its functions reserve. */
function takenBy(template: Template) {
  const projects = Object.values(template.findResources('AWS::CodeBuild::Project'));
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  return {
    builds: projects.map(({ Properties }) => Properties.ConcurrentBuildLimit as number),
    reserved: functions.flatMap(
      ({ Properties }) => (Properties.ReservedConcurrentExecutions as number) ?? [],
    ),
  };
}

const stageIn = (builds: number, unreserved: number) => {
  const capacity = capacityIn({ builds, unreserved });
  return takenBy(templatesOf('dev', {}, { protection: 'on', capacity }).controlPlane);
};

it.each([1, 2, 3])(
  'a stage in an account of %s builds at once has limits that AWS accepts: one and one',
  (builds) => {
    expect(stageIn(builds, 10)).toEqual({ builds: [1, 1], reserved: [] });
  },
);

it.each([
  [4, 2],
  [9, 4],
  [60, 10],
])(
  'in an account of %s builds, provisions and destroys each have half of them, and ten at most: %s',
  (builds, half) => {
    expect(stageIn(builds, 102)).toEqual({ builds: [half, half], reserved: [2] });
  },
);

it('a project outside the plane asks for no more than a new account allows', async () => {
  const engine = { name: 'terraform' as const, version: '1.11.4' };
  const packed = await packWhole({ files: await readFolder('terraform'), engine });
  const { inputs } = packed.find(({ name }) => name === 'image-build')!.manifest;

  expect(inputs.properties['concurrent_builds']?.['default']).toBe(1);
  expect(takenBy(bakedTemplates().runnerImage).builds).toEqual([1]);
});

it('a synthesis takes what the deployment found out, and is refused for what is no finding', () => {
  const context = (given: Record<string, string>) => factsIn((name) => given[name]);
  const capacity = { concurrentRuns: 1, reserves: false };

  expect(context({})).toEqual({ protection: 'on', capacity: { concurrentRuns: 10, reserves: true } });
  expect(context({ protection: 'off', capacity: JSON.stringify(capacity) })).toEqual({
    protection: 'off',
    capacity,
  });
  expect(() => context({ protection: 'perhaps' })).toThrow('protection');
});
