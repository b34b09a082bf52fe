import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Takes Node's own modules by `process.getBuiltinModule`. An `import` of `node:http` reads every property of it for its names, and one of
 * them loads all of Node's `fetch`, which costs each start of a program a tenth of its time.
 */
export const builtinModules: Plugin = {
  name: 'builtin-modules',
  setup(build) {
    build.onResolve({ filter: /^[a-z_:/]+\d?[a-z_/]*$/ }, ({ path, kind }) =>
      // What is imported late gets a file of its own, in which only a real import has names.
      isBuiltin(path) && kind === 'import-statement' ? { path, namespace: 'builtin' } : null,
    );
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
    }));
  },
};
