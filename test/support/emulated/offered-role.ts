import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ask } from '../../../src/emulators/authorize/ask';
import { KeyRing } from '../../../src/emulators/authorize/key-ring';
import { firstRefusal } from '../../../src/emulators/authorize/judge-call';
import { needsOf } from '../../../src/emulators/authorize/needs';
import { readOperation, rulesFor } from '../../../src/emulators/authorize/read-operation';
import { RememberedPaths } from '../../../src/emulators/authorize/remembered-paths';
import { ResourceTags } from '../../../src/emulators/authorize/resource-tags';
import type { Call } from '../../../src/emulators/front/call';
import type { Statement } from '../../../src/emulators/iam/policy-document';
import { parseIdentityPolicy } from '../../../src/emulators/iam/policy-kinds';
import { terraformRoot } from '../terraform/terraform-tree';

/** Where offered calls are made. */
export const offeredPlace = { region: 'eu-central-1', account: '111122223333' };

const filled: Partial<Record<string, string>> = {
  partition: 'aws',
  account: offeredPlace.account,
  prefix: 'idp-',
};

/** The policy of a service that a target offers, with other names filled in where they are given. */
export function offeredPolicy(service: string, names: Record<string, string> = {}): string {
  const folder = join(terraformRoot, 'modules/provisioner-role/services');
  const own = join(folder, `${service}.json.tftpl`);
  const text = readFileSync(existsSync(own) ? own : join(folder, 'any.json.tftpl'), 'utf8');
  const values: Partial<Record<string, string>> = { service, ...filled, ...names };
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? 'x');
}

/** What a role may do with a service that its target offers, by the policies of `provisioner-role` alone. */
export function offeredStatements(service: string): Statement[] {
  return parseIdentityPolicy(offeredPolicy(service));
}

/** A call that is signed for a service: of REST by method and path, of JSON by its target, of a query by its action. */
export interface OfferedCall {
  service: string;
  rest?: string;
  target?: string;
  action?: string;
  input?: object;
}

/** A call as it comes over the wire. */
export function onTheWire({ service, rest = 'POST /', target, action, input }: OfferedCall): Call {
  const { region } = offeredPlace;
  const scope = `Credential=KEY/20260101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`;
  const [method = '', path = ''] = rest.split(' ');
  const form = new URLSearchParams({ Action: action ?? '', ...input });
  const text = action === undefined ? JSON.stringify(input ?? {}) : form.toString();
  const headers = { authorization, ...(target === undefined ? {} : { 'x-amz-target': target }) };
  return { method, path, headers, body: Buffer.from(text) };
}

/** What IAM says to a call of a role whose target offers these services: `allowed`, or its sentence. */
export async function saidOf(call: OfferedCall, services: string[], ask: Ask): Promise<string> {
  const wire = onTheWire(call);
  const rules = rulesFor(wire);
  const operation = readOperation(wire, rules);
  const whole = (await rules.completed?.(operation, ask)) ?? operation;
  const needs = await needsOf(whole, rules, offeredPlace);
  const { account } = offeredPlace;
  const principal = { arn: `arn:aws:iam::${account}:role/leasehold-provisioner`, account };
  const bench = {
    account,
    ask,
    keys: new KeyRing([]),
    roles: undefined as never,
    tags: new ResourceTags(ask),
    paths: new RememberedPaths(ask),
  };
  const statements = services.flatMap(offeredStatements);
  const holder = { kind: 'granted', principal, statements } as const;
  const refusal = await firstRefusal(needs, holder, { bench, place: offeredPlace });
  return refusal?.message ?? 'allowed';
}
