/**
 * What runs inside the worker, in plain JavaScript because a worker is given source, not a module of ours: it loads the
 * handler's file once, then sends one message per invocation. `fatal` means that the file could not be loaded.
 */
export const bootstrapScript = `
const { parentPort, workerData } = require('node:worker_threads');
const { pathToFileURL } = require('node:url');

function describe(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split('\\n') };
}

async function load() {
  const module = await import(pathToFileURL(workerData.file).href);
  const handler = module[workerData.handler] ?? module.default?.[workerData.handler];
  if (typeof handler === 'function') return handler;
  throw Object.assign(new Error(workerData.file + ' exports no function ' + workerData.handler), {
    name: 'Runtime.HandlerNotFound',
  });
}

async function invoke(handler, { event, context, deadline }) {
  const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now());
  const result = await handler(JSON.parse(event), { ...context, getRemainingTimeInMillis });
  return { payload: JSON.stringify(result === undefined ? null : result) };
}

load().then(
  (handler) => {
    parentPort.on('message', (message) =>
      invoke(handler, message).then(
        (answer) => parentPort.postMessage(answer),
        (error) => parentPort.postMessage({ error: describe(error) }),
      ),
    );
    parentPort.postMessage({ ready: true });
  },
  (error) => parentPort.postMessage({ fatal: describe(error) }),
);
`;
