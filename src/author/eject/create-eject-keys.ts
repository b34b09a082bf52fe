import { join } from 'node:path';
import { type PlainRoot, unpackPlainRoot } from '../../bundle/eject/plain-root';
import { variablesFile, withComments } from '../../bundle/eject/render-variables';
import { createKeyPair, unseal } from '../../bundle/eject/seal';
import { writeRecords } from '../../bundle/vendor/write-records';
import { writeFiles } from '../../bundle/write-files';
import type { EjectKeys, OpenedRoot } from '../../client/templates/ejector';
import { writeFile } from 'node:fs/promises';

/** Keys for one copy of an environment, of which the private one never leaves this process. */
export function createEjectKeys(): EjectKeys {
  const { privateKey, key } = createKeyPair();
  return { key, open: (sealed, of) => openedRoot(unpackPlainRoot(unseal(sealed, privateKey, of))) };
}

function openedRoot({ about, files }: PlainRoot): OpenedRoot {
  const { template, version, engine, region, root, modules = [], executables } = about;
  return {
    template,
    version,
    engine,
    region,
    root,
    hasModules: modules.length > 0,
    write: async (folder, { backend, comments }) => {
      const values = join(root, variablesFile);
      const text = withComments(Buffer.from(files.get(values) ?? []).toString(), comments);
      const all = new Map([...files, [values, Buffer.from(text)]]);
      await writeFiles(folder, { files: all, executables: new Set(executables) });
      await writeRecords(join(folder, root), modules);
      const file = join(folder, root, 'backend_override.tf.json');
      await writeFile(file, `${JSON.stringify(backend, null, 2)}\n`);
    },
  };
}
