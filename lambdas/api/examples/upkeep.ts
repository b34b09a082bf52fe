import type { CertificateList } from '../../../src/domain/environment/certificates/certificate-list';
import type { LockList } from '../../../src/domain/environment/locks/lock-list';
import { driftExamples } from './drift';
import { ejectExamples } from './eject';
import { rotationExamples } from './rotation';

const certificates: CertificateList = {
  certificates: [
    {
      environment: 'edge',
      address: 'aws_acm_certificate.site',
      name: '*.example.com',
      arn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d',
      ends: '2026-01-15T00:00:00.000Z',
      level: 'critical',
      readAt: '2026-01-02T00:00:00.000Z',
    },
  ],
  more: 0,
  unread: [],
  complete: true,
};

const run = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';

const locks: LockList = {
  locks: [
    {
      environment: 'web',
      lock: 'b8b3f5f0-8f8e-4c0a-9b7e-0d5a5f3c2b1a',
      who: 'leasehold@leasehold:0a1b2c3d',
      operation: 'OperationTypeApply',
      since: '2026-01-02T00:00:00.000Z',
      run,
      state: 'dead',
      active: null,
      ended: { at: '2026-01-02T00:10:00.000Z', result: 'failed' },
    },
  ],
  read: 12,
  complete: true,
};

/** Examples of the operations about what a platform team looks after, drift, rotations and ejects among it. */
export const upkeepExamples = {
  ...driftExamples,
  ...rotationExamples,
  ...ejectExamples,
  'list-certificates': { response: certificates },
  'list-locks': { response: locks },
};
