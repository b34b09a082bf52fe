import { ready } from './values';

/** Examples of the operations that eject. */
export const ejectExamples = {
  'eject-environment': {
    body: { key: 'MCowBQYDK2VuAyEAMVWEpIfXu5yPHnHgCXcfuqCTfLeEoKchQBIvT5ewmkI=' },
    response: ready,
  },
  'get-ejected': {
    response: {
      run: '01KDVDNA000000000000000004',
      life: ready.id,
      bytes: 48_211,
      url: 'https://artifacts.example.com/ejected/01KDVDNA000000000000000004/sealed?X-Amz-Signature=0000',
      expiresAt: '2026-01-01T00:05:00.000Z',
    },
  },
};
