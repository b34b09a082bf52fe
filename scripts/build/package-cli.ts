import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildBundle, type Bundle, bundlePath, bundles } from './bundles';
import { noticesOf } from './notices';

const name = 'leasehold-idp';
const entry = 'bin/idp-alone.ts';
/** What the package says of itself, from the checkout's own. */
interface Manifest {
  version: string;
  license: string;
  engines: { node: string };
}

const readmeOf = ({ version, engines }: Manifest) => `# idp

The command line of Leasehold, with everything that it needs inside. It needs Node ${engines.node} and no network to install.

    npm install --global ${name}-${version}.tgz
    idp auth login --url https://idp.example.com
    idp templates
    idp create

\`idp --help\` lists the commands. \`source <(idp completion bash)\` (or zsh, or fish) completes commands and names. idp sends
nothing to anyone but the control plane that you name, its issuer and the address of a document that the control plane gives.
`;

/** The packed command line and the same as one file: their paths, and every source file that is in them. */
export interface PackagedCli {
  tarball: string;
  oneFile: string;
  inputs: string[];
}

/** Builds both under a folder of the root. The package has no dependencies: what it needs is inside, with its notices. */
export async function packageCli(root: string, folder: string): Promise<PackagedCli> {
  const target = join(folder, 'package');
  await rm(join(root, target), { recursive: true, force: true });
  await mkdir(join(root, target), { recursive: true });
  const [program, launcher, single] = [
    { ...inFolder('idp-program', target), entry },
    inFolder('idp', target),
    oneFileIn(folder),
  ];
  const built = await Promise.all([program, launcher, single].map((bundle) => buildBundle(root, bundle)));
  const inputs = [...new Set(built.flat())];
  await writeTexts(root, join(root, target), inputs);
  const { stdout } = await promisify(execFile)('npm', ['pack', '--silent', '--pack-destination', '..'], {
    cwd: join(root, target),
  });
  return { tarball: join(root, folder, stdout.trim()), oneFile: bundlePath(root, single), inputs };
}

/** The bundle of the checkout in another folder; both keep their place beside each other. */
function inFolder(wanted: string, folder: string): Bundle {
  const bundle = bundles.find((one) => one.name === wanted);
  if (!bundle) throw new Error(`There is no bundle ${wanted}.`);
  return { ...bundle, folder: bundle.folder.replace(/^dist/, folder) };
}

function oneFileIn(folder: string): Bundle {
  return { name: 'idp-one-file', entry, folder: join(folder, 'one-file'), file: 'idp.mjs', command: true };
}

async function writeTexts(root: string, target: string, inputs: string[]): Promise<void> {
  const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  const { version, license, engines } = own;
  const description = 'The command line of Leasehold: cloud environments that end when their lease does.';
  const manifest = { name, version, description, license, engines, bin: { idp: 'bin/idp.cjs' } };
  await writeFile(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  // Beside the launcher's CommonJS, the program's files are ES modules.
  await writeFile(join(target, 'idp', 'package.json'), '{ "type": "module" }\n');
  await writeFile(join(target, 'README.md'), readmeOf(own));
  await writeFile(join(target, 'NOTICES.md'), await noticesOf(root, inputs));
  await copyFile(join(root, 'LICENSE'), join(target, 'LICENSE'));
}
