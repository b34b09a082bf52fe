import { readFile } from 'node:fs/promises';
import { join, dirname } from 'node:path';
import type { Plugin } from 'esbuild';

const asWritten = 'await fs.readFile((0, path_1.join)(__dirname, "..", "main.wasm.gz"))';

/**
 * HashiCorp's parser reads its WebAssembly from beside its own file, which a bundle has not; so the bytes go into the bundle's
 * chunk, which is loaded late. Fails the build where the package reads them in another way.
 */
export const inlineParser: Plugin = {
  name: 'inline-parser',
  setup(build) {
    // Node has had the first for long, and of the second the parser needs what Node has.
    build.onResolve({ filter: /^(performance|fs-extra)$/ }, ({ path, importer }) =>
      importer.includes('hcl2json') ? { path: path === 'fs-extra' ? 'node:fs' : path, external: true } : null,
    );
    build.onLoad({ filter: /hcl2json[\\/]lib[\\/]bridge\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes(asWritten)) throw new Error(`${path} does not read main.wasm.gz as it did`);
      const bytes = await readFile(join(dirname(path), '..', 'main.wasm.gz'));
      const inlined = `Buffer.from('${bytes.toString('base64')}', 'base64')`;
      return { contents: text.replace(asWritten, () => inlined), resolveDir: dirname(path) };
    });
  },
};
