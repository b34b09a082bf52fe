import { AsyncLocalStorage } from 'node:async_hooks';
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/** Every storage that has run something since the last file ended. */
const running = new Set();

for (const method of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[method];
  AsyncLocalStorage.prototype[method] = function (...args) {
    running.add(this);
    return original.apply(this, args);
  };
}

/** What was compiled of each file, by its path. */
const compiled = new Map();
const compileFunction = vm.compileFunction;

/** jest compiles every module for every test file that loads it; this compiles it once for all of them, and each runs it anew. */
vm.compileFunction = (source, parameters, options) => {
  const { filename, parsingContext } = options ?? {};
  if (filename === undefined || parsingContext === undefined)
    return compileFunction(source, parameters, options);
  const head = `(function (${parameters.join(', ')}) {`;
  let known = compiled.get(filename);
  if (known?.source !== source || known.head !== head) {
    const script = new vm.Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
    known = { source, head, script };
    compiled.set(filename, known);
  }
  return known.script.runInContext(parsingContext);
};

/**
 * jest's environment for Node, which ends with a file what the file leaves behind: each loads jest-circus and libraries
 * anew, each of those keeps an AsyncLocalStorage, and Node 20 asks every one that ever ran something at every promise.
 * The hundredth file would take several times as long as the first.
 */
export default class Environment extends TestEnvironment {
  async teardown() {
    await super.teardown();
    for (const storage of running) storage.disable();
    running.clear();
  }
}
