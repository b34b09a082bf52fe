import type { RotationDocument } from '../../../src/domain/environment/rotation/rotation-document';
import { working } from './values';

const at = '2026-01-02T00:00:00.000Z';
const run = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';

const rotation: RotationDocument = {
  run,
  rotation: run,
  at,
  resources: [
    {
      address: 'module.state_backend.aws_kms_key.this',
      type: 'aws_kms_key',
      what: 'key',
      result: 'rotated',
      steps: [{ step: 'renew', does: 'KMS makes new key material', state: 'done' }],
    },
  ],
};

/** Examples of the operations about rotations. */
export const rotationExamples = {
  'rotate-environment': { body: { dryRun: true }, response: working('rotate') },
  'upload-certificate': {
    body: { environment: 'web', digest: 'd'.repeat(64), bytes: 4_096 },
    response: {
      url: 'https://state.example.com/certificates/web/dddddddd.json?X-Amz-Signature=0000',
      headers: { 'content-length': '4096', 'content-type': 'application/json' },
      expiresAt: '2026-01-01T00:05:00.000Z',
    },
  },
  'get-rotation': { response: rotation },
};
