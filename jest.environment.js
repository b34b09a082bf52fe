import { AsyncLocalStorage } from 'node:async_hooks';
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
