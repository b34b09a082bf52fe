import { join } from 'node:path';
import { ImagesConfig } from '../config/hub';
import { type ProcessEnvironment, readConfig } from '../config/read-config';
import type { ImageRepository } from '../domain/image/image-repository';
import { refusalLines, unprovenLines } from '../domain/template/refused-template';
import { type Connection, removeConnection, removeStaleConnection, writeConnection } from './connection-file';
import { credentials, region } from './hub';
import { keepPlane, type KeptPlane } from './kept/keep-plane';
import { presentLives } from './kept/lives';
import { nameLives } from './kept/take-up-lives';
import type { Person } from '../emulators/issuer/local-issuer';
import { LocalLog } from './start/local-log';
import { readLimits } from './start/read-limits';
import { localPerson } from './local-people';
import { proverWith } from '../bundle/proof/prove-bundle';
import { fetcherWith } from '../bundle/vendor/fetch-modules';
import { readingsOf } from '../bundle/proof/readings-of';
import { terraformPlatform } from '../tools/tool';
import { buildMachineEnv, thisMachine } from './machine';
import { obtainTools } from './obtain-tools';
import { readPolicy } from './start/read-policy';
import { type Plane, startPlane } from './start-plane';
import { catalogServices } from './roles/catalog-services';
import { checkPort, makePlace } from './start/check-place';
import { readStart, type StartRequest } from './start/read-start';
import { refuseSecond } from './start/refuse-second';

/** What `npm start` is given: the checkout, the variables and the arguments of its process, and where to write. */
export interface RunLocalOptions {
  root: string;
  env: ProcessEnvironment;
  args: readonly string[];
  say: (line: string) => void;
}

/** Runs a control plane on this machine until Ctrl-C, and stops all that it started. Resolves with the exit code; throws StartRefused before anything is started. */
export async function runLocal(options: RunLocalOptions): Promise<number> {
  const request = readStart(options.env, options.args);
  const held = await refuseSecond(options.root, await makePlace(options.root));
  try {
    if (request.port !== 0) await checkPort(request.port);
    await removeStaleConnection(options.root);
    const kept = await keepPlane(join(options.root, '.leasehold', 'plane'), request);
    return await runHeld(options, request, kept).finally(kept.leave);
  } finally {
    await held.release();
  }
}

async function runHeld(
  { root, env, say }: RunLocalOptions,
  { port, people: others, limits, receivers }: StartRequest,
  kept: KeptPlane,
): Promise<number> {
  const limited = await readLimits(limits);
  const machine = thisMachine(env);
  const tools = await obtainTools(root, machine, say);
  const people = [localPerson(), ...others];
  say('checking the templates (about a minute the first time, then only changes) …');
  const plane = await startPlane({
    root,
    tools,
    prove: proverWith({ ...tools, platform: terraformPlatform(machine) }, await readingsOf(root)),
    fetchModules: fetcherWith({ ...tools, registry: env.LEASEHOLD_MODULE_REGISTRY }),
    machineEnv: buildMachineEnv(env),
    port,
    kept,
    people,
    limits: limited,
    receivers,
    imageRepositories: imagesOf(env),
    policy: await readPolicy(env),
    services: servicesOf(env),
    notice: (line) => say(`${new Date().toISOString().slice(11, 19)}  ${line}`),
    log: openLog(root, say),
  });
  const connection = await connectionTo(plane, people);
  await writeConnection(root, connection);
  sayReady(plane, say);
  for (const line of peopleLines(others)) say(line);
  for (const line of unprovenLines(plane.unproven).concat(refusalLines(plane.refused))) say(line);
  const reason = await Promise.race([stopSignal(), plane.broken]);
  await removeConnection(root, connection);
  return reason === interrupted ? forget(plane, kept, say) : leave(plane, reason, say);
}

/** What the CLI of this user needs: the first of the people is whoever says no name. */
async function connectionTo(plane: Plane, people: readonly Person[]): Promise<Connection> {
  const tokens = await Promise.all(people.map(async (one) => [one.name, await plane.mint(one)] as const));
  // The SDK marks the keys that it was given, so they are not spread.
  const { accessKeyId, secretAccessKey } = credentials;
  const aws = { endpoint: plane.targetUrl, region, accessKeyId, secretAccessKey };
  const [[, token] = ['', '']] = tokens;
  return { url: plane.url, token, people: Object.fromEntries(tokens), pid: process.pid, aws };
}

function peopleLines(others: readonly Person[]): string[] {
  const [one] = others;
  if (!one) return [];
  const who = others.map(({ name, roles }) => `${name} (${roles.join(', ')})`).join(', ');
  return [
    `people   ${who}, and you, who may do everything; no one approves their own request`,
    `         npx idp auth login --as ${one.name} · IDP_AS=${one.name} npx idp list`,
  ];
}

/** A person stopped it: nothing of it stays. */
async function forget(plane: Plane, kept: KeptPlane, say: (line: string) => void): Promise<number> {
  const going = await presentLives(plane.registryUrl).catch(() => []);
  if (going.length > 0)
    say(`Stopping. ${nameLives(going)} ${going.length === 1 ? 'is' : 'are'} lost with it …`);
  else say('Stopping what was started …');
  await plane.close();
  await kept.forget();
  say('Stopped. A local plane loses everything when it is stopped.');
  return 0;
}

/** It cannot go on: what there is of it waits for the next start. */
async function leave(plane: Plane, reason: string, say: (line: string) => void): Promise<number> {
  say(`${reason}: stopping …`);
  await plane.close();
  say("Stopped. 'npm start' continues from here, 'npm start -- --fresh' starts from scratch.");
  return 1;
}

/** Repositories to build images of on this machine, as a stage's configuration names them; none unless they are given. */
function imagesOf(env: ProcessEnvironment): readonly ImageRepository[] {
  if (env.LEASEHOLD_IMAGE_REPOSITORIES === undefined) return [];
  return readConfig(ImagesConfig, env).LEASEHOLD_IMAGE_REPOSITORIES;
}

/** `LEASEHOLD_SERVICES=s3,sns`: services that the target's role is granted whole; those of the catalog's components unless it is given. */
function servicesOf({ LEASEHOLD_SERVICES: listed }: ProcessEnvironment): readonly string[] {
  if (listed === undefined) return catalogServices;
  return listed
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function openLog(root: string, complain: (line: string) => void): (text: string) => void {
  const log = new LocalLog({ file: join(root, '.leasehold', 'local.log'), complain });
  return (text) => log.write(text);
}

function sayReady({ url, targetUrl }: Plane, say: (line: string) => void): void {
  say(`ready    ${url}  (AWS emulator: ${targetUrl}; 'idp local env' prints its key)`);
  say('         npx idp templates · npx idp create --template playground --name foo --ttl 7d');
  say(
    '         Ctrl-C stops it and deletes everything. If it is killed, the next start within ten minutes continues.',
  );
}

const interrupted = 'interrupted';

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(interrupted));
  });
}
