import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBundle, type Bundle, bundlePath, bundles } from './bundles';
import { emptyFolder, type Manifest, packFolder } from './pack';

const name = 'leasehold-idp';
const entry = 'bin/idp-alone.ts';
const manifest = {
  name,
  description: 'The command line of Leasehold: cloud environments that end when their lease does.',
  bin: { idp: 'bin/idp.cjs' },
};

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
  const path = await emptyFolder(root, target);
  const [program, launcher, single] = [
    { ...inFolder('idp-program', target), entry },
    inFolder('idp', target),
    oneFileIn(folder),
  ];
  const built = await Promise.all([program, launcher, single].map((bundle) => buildBundle(root, bundle)));
  const inputs = [...new Set(built.flat())];
  // Beside the launcher's CommonJS, the program's files are ES modules.
  await writeFile(join(path, 'idp', 'package.json'), '{ "type": "module" }\n');
  const tarball = await packFolder(root, path, { manifest, readme: readmeOf, inputs });
  return { tarball, oneFile: bundlePath(root, single), inputs };
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
