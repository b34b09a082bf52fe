import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedNeedsOf, derivedTypes } from '../../../src/domain/resources/derived/derived-needs';
import type { IamNeed } from '../../../src/domain/resources/need';
import { serviceOf } from '../../../src/domain/resources/service-of';
import { parsePlan } from '../../../src/domain/terraform/plan-json';
import { evaluatePolicies } from '../../../src/emulators/iam/evaluate-policies';
import type { Statement } from '../../../src/emulators/iam/policy-document';
import { parseIdentityPolicy } from '../../../src/emulators/iam/policy-kinds';
import { type Question, questionsOf } from '../../../src/runner/preflight/planned-questions';
import { unknownOf } from '../../support/aws/iam-knowledge';
import { terraformRoot } from '../../support/terraform/terraform-tree';

const steps = ['read', 'create', 'update', 'retag', 'destroy'] as const;
const needsOfType = (type: string): IamNeed[] => steps.flatMap((step) => derivedNeedsOf(type)?.[step] ?? []);

/** The need on an object as IAM's reference writes it: a resource part, and any word for each name. */
const inReference = (need: IamNeed): IamNeed => ({
  ...need,
  on: String(need.on)
    .replace(/^arn:(?:[^:]*:){4}/, '')
    .replace(/\{\w+\}/g, 'x'),
});

const filled: Partial<Record<string, string>> = { partition: 'aws', account: '111122223333', prefix: 'idp-' };
const services = join(terraformRoot, 'modules/provisioner-role/services');

/** What a role may do with a service that its target offers as a whole. */
function offered(service: string): Statement[] {
  const own = join(services, `${service}.json.tftpl`);
  const text = readFileSync(existsSync(own) ? own : join(services, 'any.json.tftpl'), 'utf8');
  return parseIdentityPolicy(
    text.replace(/\$\{(\w+)\}/g, (_, name: string) => ({ ...filled, service })[name] ?? 'x'),
  );
}

/** What the preflight asks about a new object of a type that says no more than its name. */
function asked(type: string): Question[] {
  const change = { address: `${type}.x`, mode: 'managed', type, name: 'x', provider_name: 'aws' };
  const plan = parsePlan({
    terraform_version: '1.11.4',
    resource_changes: [{ ...change, change: { actions: ['create'], after: { name: 'idp-web-x' } } }],
  });
  const place = { region: 'eu-central-1', account: '111122223333', namePrefix: 'idp-web' };
  const all = questionsOf(plan, { ...place, tags: { 'idp:managed': 'true', 'idp:life': 'x' } });
  return all.filter(({ action }) => action !== 'tag:GetResources' && action !== 'ec2:DescribeTags');
}

function isAllowed(identity: Statement[], { action, resource, context }: Question): boolean {
  const keys = new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]));
  return evaluatePolicies({ identity, boundary: null }, { action, resource, context: keys }) === 'allowed';
}

describe('every type whose needs are derived', () => {
  it('asks only actions, objects and condition keys that IAM knows', async () => {
    const unknown: string[] = [];
    for (const type of derivedTypes)
      for (const need of needsOfType(type))
        for (const problem of await unknownOf(inReference(need))) unknown.push(`${type}: ${problem}`);

    expect(unknown).toEqual([]);
  });

  it('is met by a role whose target offers the service, wherever they name an object of the account', () => {
    const refused = derivedTypes.filter((type) => {
      const role = offered(serviceOf(type));
      return asked(type).some(
        (one) => /^arn:aws:[\w-]+:[\w-]+:\d+:[\w-]*[:/]/.test(one.resource) && !isAllowed(role, one),
      );
    });

    expect(refused.length).toBeLessThan(derivedTypes.length / 10);
    expect(refused).not.toContain('aws_sfn_state_machine');
    expect(refused).not.toContain('aws_kinesis_stream');
  });

  it('is met by no role whose target offers another service: least privilege stays', () => {
    const other = offered('sqs');
    const types = derivedTypes.filter((type) =>
      asked(type)
        .filter(({ step }) => step === 'destroy')
        .some((one) => isAllowed(other, one)),
    );

    expect(types).toEqual([]);
  });
});
