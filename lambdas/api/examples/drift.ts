import type { DriftList } from '../../../src/domain/environment/drift/drift-view';
import { ready } from './values';

const at = '2026-01-02T00:00:00.000Z';
const cause = '3f9a0c11d2e4';
const check = '01JD3V8K2N7Q4R5S6T7V8W9XYZ';

const drift: DriftList = {
  causes: [
    {
      cause,
      type: 'aws_sqs_queue',
      change: { attribute: 'message_retention_seconds', before: 345600, after: 60 },
      isHidden: false,
      environments: [{ name: 'web', addresses: ['aws_sqs_queue.this'], at, version: '1.0.0' }],
    },
  ],
  checked: 1,
  unchecked: [],
  expected: 0,
  complete: true,
};

/** Examples of the operations about drift. */
export const driftExamples = {
  'list-drift': { response: drift },
  'check-drift': { response: { ...ready, check: { id: check, since: at, by: ready.owner } } },
  'expect-drift': {
    body: { cause, reason: 'Support tries a shorter retention.', until: '2026-01-05T00:00:00.000Z' },
    response: { ...ready, drift: { at, check, objects: 1, causes: 1 } },
  },
};
