import { readFileSync } from 'node:fs';

/** What npm's lock file says of a package; one that lies in another package's archive is not fetched by itself. */
interface LockEntry {
  version?: string;
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
}

/** The names of what npm would fetch and take for whatever it then gets. */
function unproven(packages: Record<string, LockEntry>): string[] {
  return (
    Object.entries(packages)
      // What lies outside of node_modules is of this repository.
      .filter(([path, { link, inBundle }]) => path.includes('node_modules/') && !link && !inBundle)
      .filter(([, { integrity = '' }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity))
      .map(([path]) => path)
  );
}

it('proves by its digest everything that npm fetches, on every platform', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, LockEntry>;
  };

  expect(Object.keys(packages).length).toBeGreaterThan(1);
  expect(unproven(packages)).toEqual([]);
});

it('would see a package without a digest, and one with a weak one', () => {
  const packages = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.0.0', integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
    'node_modules/c': { version: '1.0.0', inBundle: true },
    'node_modules/d': { link: true },
    'test/d': { version: '1.0.0' },
    'test/d/node_modules/e': { version: '1.0.0' },
  };

  expect(unproven(packages)).toEqual(['node_modules/a', 'node_modules/b', 'test/d/node_modules/e']);
});
