import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { buildBundle } from './bundles';
import { emptyFolder, type Manifest, packFolder } from './pack';

const name = 'leasehold-client';
const entry = 'src/client/package/leasehold-client.ts';
/** What the types of the entry are made of. */
const typed = [
  'client/package/leasehold-client.d.ts',
  'client/package/api-error.d.ts',
  'client/typed/description.d.ts',
  'client/typed/operation.d.ts',
];

const manifest = {
  name,
  description: "The typed client of Leasehold's API, made from its description.",
  type: 'module',
  exports: { '.': { types: './types/leasehold-client.d.ts', default: './leasehold-client.mjs' } },
};

const readmeOf = ({ engines }: Manifest) => `# leasehold-client

Every operation of Leasehold's API by its name, with the types of its description. It needs Node ${engines.node} and no other package.

    import { ApiError, createClient } from '${name}';

    const leasehold = createClient({ url: 'https://idp.example.com', token: () => readToken() });
    const { items } = await leasehold('list-environments', { query: { phase: 'awaiting-approval' } });
    try {
      await leasehold('extend-environment', { params: { name: 'web' }, body: { ttl: '2d' } });
    } catch (error) {
      if (error instanceof ApiError) console.error(error.code, error.message, error.issues);
    }

What may pass by itself (no answer, 429, 502 to 504) is asked again for up to a minute. A POST carries one Idempotency-Key
through all its attempts. The operations are described at \`/docs\` of each control plane.
`;

/** Builds the client under a folder of the root, as a package without dependencies; the path of its archive. */
export async function packageClient(root: string, folder: string): Promise<string> {
  const target = join(folder, 'client');
  const path = await emptyFolder(root, target);
  const inputs = await buildBundle(root, { name, entry, folder: target, file: `${name}.mjs` });
  await removeMaps(path);
  await writeTypes(root, path);
  return packFolder(root, path, { manifest, readme: readmeOf, inputs });
}

async function removeMaps(path: string): Promise<void> {
  const maps = (await readdir(path)).filter((file) => file.endsWith('.map'));
  await Promise.all(maps.map((file) => rm(join(path, file))));
}

/** The types of the entry alone, side by side: what they are made of inside is nobody's business. */
async function writeTypes(root: string, path: string): Promise<void> {
  const emitted = join(path, 'emitted');
  await emitTypes(root, emitted);
  await mkdir(join(path, 'types'));
  for (const file of typed) {
    const text = await readFile(join(emitted, file), 'utf8');
    await writeFile(join(path, 'types', basename(file)), withFlatImports(text));
  }
  await rm(emitted, { recursive: true });
}

async function emitTypes(root: string, outDir: string): Promise<void> {
  await mkdir(outDir);
  const config = join(outDir, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: join(root, 'src'),
    outDir,
  };
  const project = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { ...compilerOptions, typeRoots: [join(root, 'node_modules/@types')] },
    include: [],
    files: [join(root, entry)],
  };
  await writeFile(config, JSON.stringify(project));
  const compiler = join(root, 'node_modules/typescript-native/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '-p', config, '--pretty', 'false']);
}

/** `../typed/description` as the file beside it that every resolver finds. */
function withFlatImports(text: string): string {
  return text.replace(/(from ')(?:\.\.?\/)+(?:\w+\/)*([\w-]+)(';)/g, '$1./$2.js$3');
}
