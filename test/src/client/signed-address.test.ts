import { CliError } from '../../../src/client/errors';
import { fetchStored } from '../../../src/client/fetch-stored';
import { hostOfSigned } from '../../../src/client/signed-address';
import { putUpload } from '../../../src/client/templates/put-upload';

const { signal } = new AbortController();
const words = async (work: () => unknown) => {
  try {
    await work();
    return 'nothing was refused';
  } catch (error) {
    return error instanceof CliError ? error.message : `${String(error)} ${JSON.stringify(error)}`;
  }
};

it.each([
  ['https://store.example/x?signature=s3cret', 'store.example'],
  ['http://127.0.0.1:9/x?signature=s3cret', '127.0.0.1:9'],
])('lets %s be used', (url, host) => {
  expect(hostOfSigned(url, 'keeps bundles')).toBe(host);
});

it.each([
  [
    'could be read on the way',
    'http://store.example/x?signature=s3cret',
    'store.example, which does not use HTTPS',
  ],
  ['is of another protocol', 'ftp://127.0.0.1/x?signature=s3cret', '127.0.0.1, which does not use HTTPS'],
  ['is no address', 'not an address?signature=s3cret', 'at an address that is not one'],
])(
  'refuses an address that %s wherever one is used, and shows none of it but the host',
  async (_what, url, said) => {
    const uses = [
      () => hostOfSigned(url, 'keeps bundles'),
      () => fetchStored(url, { patience: signal, interrupted: signal }),
      () => putUpload({ url, headers: {} }, new Uint8Array(), { interrupted: signal }),
    ];
    for (const use of uses) {
      const message = await words(use);
      expect(message).toContain(said);
      expect(message).not.toContain('s3cret');
    }
  },
);
