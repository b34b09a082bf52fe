import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as send,
  type ServerResponse,
} from 'node:http';
import { IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { AwsFault } from '../aws-json';
import { credentials, region } from '../hub';
import { closeServer, listenLocally } from '../local-server';
import { faultReply, type IamReply, simulationReply } from './iam-reply';
import { readRolePolicies } from './role-policies';
import { type ReadPolicies, simulatePrincipalPolicy } from './simulate-principal-policy';

/** What stands before the target's emulator; `url` has no trailing slash. */
export interface TargetFront {
  url: string;
  close: () => Promise<void>;
}

/** Answers the one call that no emulator knows, `iam:SimulatePrincipalPolicy`, and passes on every other as it comes. */
export async function startTargetFront(emulator: string): Promise<TargetFront> {
  // An emulator may drop an idle connection at any time, so none is used twice.
  const agent = new Agent({ keepAlive: false });
  const iam = new IAMClient({ endpoint: emulator, region, credentials });
  const readPolicies = oneReadingAtATime((role) => readRolePolicies(iam, role));
  const server = createServer((incoming, outgoing) => {
    const pass = (body?: Buffer) => passOn(emulator, agent, { incoming, outgoing, body });
    if (!isForIam(incoming)) return pass();
    void readAll(incoming).then(
      async (body) => {
        const answer = await simulationOf(readPolicies, body);
        if (!answer) return pass(body);
        outgoing.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.xml);
      },
      () => outgoing.destroy(),
    );
  });
  const port = await listenLocally(server);
  const close = async () => {
    agent.destroy();
    iam.destroy();
    await closeServer(server);
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

/** The scope of a signature names the service; only for this one the body must be read before it is passed on. */
function isForIam({ headers: { authorization = '' } }: IncomingMessage): boolean {
  return authorization.includes('/iam/aws4_request');
}

/** The answer to a request for a simulation; undefined for any other. */
async function simulationOf(readPolicies: ReadPolicies, body: Buffer): Promise<IamReply | undefined> {
  const form = new URLSearchParams(body.toString('utf8'));
  return form.get('Action') === 'SimulatePrincipalPolicy' ? simulate(readPolicies, form) : undefined;
}

async function simulate(readPolicies: ReadPolicies, form: URLSearchParams): Promise<IamReply> {
  try {
    return simulationReply(await simulatePrincipalPolicy(form, readPolicies));
  } catch (error) {
    const missing = error instanceof NoSuchEntityException;
    return faultReply(missing ? new AwsFault('NoSuchEntity', error.message, 404) : error);
  }
}

/** A run asks about all its objects at once: what is being read already is not read again for each of them. */
function oneReadingAtATime(read: ReadPolicies): ReadPolicies {
  const underWay = new Map<string, ReturnType<ReadPolicies>>();
  return (role) => {
    const reading = underWay.get(role) ?? read(role).finally(() => underWay.delete(role));
    underWay.set(role, reading);
    return reading;
  };
}

interface Passing {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  /** The body where it was read already; else it is streamed. */
  body: Buffer | undefined;
}

function withoutConnection({ connection: _, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return headers;
}

/** The host stays that of the front: an emulator writes it into the addresses that it answers, such as a queue's. */
function passOn(emulator: string, agent: Agent, { incoming, outgoing, body }: Passing): void {
  const { hostname, port } = new URL(emulator);
  const { method, url: path, headers } = incoming;
  const upstream = send(
    { hostname, port, method, path, headers: withoutConnection(headers), agent },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, withoutConnection(answer.headers));
      answer.pipe(outgoing);
    },
  );
  upstream.on('error', () => outgoing.destroy());
  outgoing.on('close', () => upstream.destroy());
  if (body) upstream.end(body);
  else incoming.pipe(upstream);
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
