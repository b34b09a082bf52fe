/** One provider in one version, as lock files pin it; `hashes` are those of all platforms and of every file that pins it. */
export interface LockedProvider {
  source: string;
  version: string;
  hashes: string[];
}

/** All that lock files pin together, each source and version once, in a stable order. */
export function unionOfLocks(texts: readonly string[]): LockedProvider[] {
  const union = new Map<string, LockedProvider>();
  for (const provider of texts.flatMap(readLock)) {
    const key = `${provider.source} ${provider.version}`;
    const hashes = new Set([...(union.get(key)?.hashes ?? []), ...provider.hashes]);
    union.set(key, { ...provider, hashes: [...hashes].sort() });
  }
  return [...union.keys()].sort().flatMap((key) => union.get(key) ?? []);
}

function readLock(text: string): LockedProvider[] {
  return [...text.matchAll(/^provider "([^"]+)" \{\n([\s\S]*?)^\}/gm)].map(([, source = '', body = '']) => {
    const version = /^\s+version\s+= "([^"]+)"$/m.exec(body)?.[1];
    if (version === undefined) throw new Error(`A lock file does not pin a version of ${source}`);
    return {
      source,
      version,
      hashes: [...body.matchAll(/"((?:h1|zh):[^"]+)"/g)].map(([, hash = '']) => hash),
    };
  });
}

/** As few groups as hold them all with each source once a group, since one root module takes one version of a provider. */
export function groupsOf(providers: readonly LockedProvider[]): LockedProvider[][] {
  const groups: LockedProvider[][] = [];
  for (const provider of providers) {
    const free = groups.find((group) => !group.some(({ source }) => source === provider.source));
    if (free) free.push(provider);
    else groups.push([provider]);
  }
  return groups;
}

/** A root module that needs exactly these providers, and its lock file. */
export function moduleOf(group: readonly LockedProvider[]): {
  'main.tf.json': string;
  '.terraform.lock.hcl': string;
} {
  const required = group.map(({ source, version }, index) => [`provider${index}`, { source, version }]);
  const module = { terraform: { required_providers: Object.fromEntries(required) as object } };
  return {
    'main.tf.json': `${JSON.stringify(module, null, 2)}\n`,
    '.terraform.lock.hcl': group.map(renderLocked).join('\n'),
  };
}

function renderLocked({ source, version, hashes }: LockedProvider): string {
  return [
    `provider "${source}" {`,
    `  version     = "${version}"`,
    `  constraints = "${version}"`,
    '  hashes = [',
    ...hashes.map((hash) => `    "${hash}",`),
    '  ]',
    '}',
    '',
  ].join('\n');
}
