import { resourcesOfManifest } from '../../../../src/domain/cost/manifest-resources';

describe('resourcesOfManifest', () => {
  it('takes attributes and counts from the inputs that a line names', () => {
    const lines = [
      { type: 'aws_eip', count: { input: 'addresses' } },
      { type: 'aws_db_instance', with: { instance_class: { input: 'size' }, allocated_storage: 20 } },
    ];

    const resources = resourcesOfManifest(lines, { addresses: 3, size: 'db.t3.micro' });

    expect(resources).toEqual([
      { type: 'aws_eip', address: 'aws_eip', count: 3, attributes: {} },
      {
        type: 'aws_db_instance',
        address: 'aws_db_instance',
        count: 1,
        attributes: { instance_class: 'db.t3.micro', allocated_storage: 20 },
      },
    ]);
  });

  it.each([
    ['lists', ['catalog', 'web'], 2],
    ['names', { stripe: { description: 'Key' } }, 1],
    ['lists none of', [], 0],
  ])('counts what an input %s', (_, things, count) => {
    const lines = [{ type: 'aws_ecr_repository', count: { input: 'things' } }];

    expect(resourcesOfManifest(lines, { things })).toMatchObject([{ count }]);
  });

  it('leaves out lines whose condition the inputs do not meet', () => {
    const lines = [{ type: 'aws_lb', when: { input: 'public', equals: true } }, { type: 'aws_sqs_queue' }];

    expect(resourcesOfManifest(lines, { public: false }).map(({ type }) => type)).toEqual(['aws_sqs_queue']);
    expect(resourcesOfManifest(lines, { public: true }).map(({ type }) => type)).toEqual([
      'aws_lb',
      'aws_sqs_queue',
    ]);
  });

  it('keeps objects that only look a little like a reference', () => {
    const [resource] = resourcesOfManifest([{ type: 'x', with: { setting: { input: 'a', name: 'b' } } }], {
      a: 1,
    });

    expect(resource?.attributes).toEqual({ setting: { input: 'a', name: 'b' } });
  });
});
