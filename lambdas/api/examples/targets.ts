import type { TargetDetails } from '../../../src/domain/target/target-view';

export const target: TargetDetails = {
  name: 'payments',
  status: 'active',
  region: 'eu-central-1',
  regions: [],
  role: 'arn:aws:iam::444455556666:role/leasehold-provisioner',
  runsRole: 'arn:aws:iam::111122223333:role/leasehold-dev-runner-euc1',
  externalId: 'b7a3a2c4-0f53-4c8e-9a86-5f2f0f6f2f11',
  permissionsBoundary: 'arn:aws:iam::444455556666:policy/leasehold-provisioner-environment-boundary',
  services: ['s3'],
  parallelism: null,
  slots: null,
  access: { roles: ['developer'], teams: ['payments'], previews: false },
  addedBy: 'people:root@example.com',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  endsAt: null,
};

/** An example of each operation about targets. */
export const targetExamples = {
  'list-targets': {
    response: {
      items: [{ name: 'dev', region: 'eu-central-1', templates: ['playground', 'web'] }],
      next: null,
    },
  },
  'add-target': {
    body: {
      name: 'payments',
      account: '444455556666',
      region: 'eu-central-1',
      services: ['s3'],
      access: { roles: ['developer' as const], teams: ['payments'], previews: false },
    },
    response: target,
  },
  'get-target': { response: target },
  'update-target': {
    body: { parallelism: 5, access: { previews: true } },
    response: { ...target, parallelism: 5, access: { ...target.access, previews: true } },
  },
  'remove-target': {
    response: { ...target, status: 'removing' as const, endsAt: '2026-01-01T00:15:00.000Z' },
  },
};
