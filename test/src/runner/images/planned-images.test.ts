import { imageReferencesIn } from '../../../../src/domain/image/image-reference';
import { whereImagesAre } from '../../../../src/runner/images/planned-images';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';

const shop = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop';
const task = (image: string, change: object, mode = 'managed') => ({
  address: 'aws_ecs_task_definition.this',
  mode,
  type: 'aws_ecs_task_definition',
  name: 'this',
  provider_name: 'aws',
  change: { before: null, after: { container_definitions: JSON.stringify([{ image }]) }, ...change },
});
const namedBy = (more: object) => {
  const plan = parsePlan({ terraform_version: '1.11.4', ...more });
  return imageReferencesIn(whereImagesAre(plan), [shop]).map(({ named }) => named);
};

describe('whereImagesAre', () => {
  it('is in what will exist: made, changed, or left as it is', () => {
    const resource_changes = [
      task(`${shop}:made`, { actions: ['create'] }),
      task(`${shop}:changed`, { actions: ['delete', 'create'] }),
      task(`${shop}:kept`, { actions: ['no-op'] }),
    ];

    expect(namedBy({ resource_changes })).toEqual([`${shop}:made`, `${shop}:changed`, `${shop}:kept`]);
  });

  it('is not in what goes, nor in what is only read', () => {
    const gone = task('', { actions: ['delete'], before: { image: `${shop}:gone` }, after: null });
    const read = task(`${shop}:read`, { actions: ['read'] }, 'data');

    expect(namedBy({ resource_changes: [gone, read] })).toEqual([]);
  });

  it('is in the variables, which tell of containers that are not known before the apply', () => {
    const resource_changes = [task('', { actions: ['create'], after: { cpu: '256' } })];
    const variables = { container_image: { value: `${shop}:v1` } };

    expect(namedBy({ resource_changes, variables })).toEqual([`${shop}:v1`]);
  });
});
