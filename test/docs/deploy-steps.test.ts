import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as cognito from '@aws-sdk/client-cognito-identity-provider';
import * as dynamoDb from '@aws-sdk/client-dynamodb';
import type { Template } from 'aws-cdk-lib/assertions';
import { commandTable } from '../../src/cli/command-table';
import { failedLife, wholeLife } from '../../src/deploy/first-day/lives';
import { bakedTemplates } from '../support/plane/synthesized';

const text = readFileSync('docs/deploy.md', 'utf8');
const packageScripts = Object.keys(
  (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts,
);

/** A thing of a deployed stage by its name, which stack made it, and whether it stays when that goes. */
interface Thing {
  name: string;
  type: string;
  stack: string;
  kept: boolean;
}

const templates = bakedTemplates();
const stackNames: Record<keyof typeof templates, string> = {
  stateful: 'leasehold-dev-stateful',
  controlPlane: 'leasehold-dev-control-plane',
  runnerImage: 'leasehold-dev-runner-image',
};

const place: Record<string, string> = { 'AWS::AccountId': '<account>', 'AWS::Region': '<region>' };

/** A name of a template as the document writes it. */
function written(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = (value ?? {}) as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  return join ? join[1].map(written).join(join[0]) : (place[Ref ?? ''] ?? '');
}

function thingsOf(stack: string, template: Template): Thing[] {
  const { Resources, Outputs = {} } = template.toJSON() as {
    Resources: Record<
      string,
      { Type: string; DeletionPolicy?: string; Properties?: Record<string, unknown> }
    >;
    Outputs?: Record<string, unknown>;
  };
  const made = Object.values(Resources).flatMap(({ Type, DeletionPolicy = 'Delete', Properties = {} }) =>
    Object.entries(Properties)
      .filter(([property]) => /^(\w*Name|Domain)$/.test(property))
      .map(([, value]) => ({
        name: written(value),
        type: Type,
        stack,
        kept: DeletionPolicy.startsWith('Retain'),
      })),
  );
  const outputs = Object.keys(Outputs).map((name) => ({ name, type: 'output', stack, kept: false }));
  return [{ name: stack, type: 'stack', stack, kept: false }, ...made, ...outputs];
}

const allThings = Object.entries(stackNames).flatMap(([part, stack]) =>
  thingsOf(stack, templates[part as keyof typeof templates]),
);

/** What of the stage there is while somebody follows the document from its top. */
class Account {
  things: Thing[] = [];
  private before: Thing[] = [];

  /** A sentence behind a command may also name what that took away. */
  isNamed(name: string, { isCommand }: Code): boolean {
    return this.has(name) || (!isCommand && this.before.some((thing) => thing.name === name));
  }

  has(name: string, type?: string): boolean {
    return this.things.some((thing) => thing.name === name && (type === undefined || thing.type === type));
  }

  hasType(type: string): boolean {
    return this.things.some((thing) => thing.type === type);
  }

  /** What a command changes once it has run. */
  run(command: string): void {
    this.before = this.things;
    if (/^npm run deploy/.test(command)) this.things = [...allThings];
    if (/^npm run undeploy/.test(command))
      [stackNames.controlPlane, stackNames.runnerImage].forEach((stack) => this.deleteStack(stack));
    const [, stack] = /delete-stack --stack-name (\S+)/.exec(command) ?? [];
    if (stack !== undefined) this.deleteStack(inDev(stack));
    const [, table] = /delete-table --table-name (\S+)/.exec(command) ?? [];
    if (table !== undefined) this.forget(({ name }) => name === inDev(table));
    if (/delete-user-pool /.test(command)) this.forget(({ type }) => type.startsWith('AWS::Cognito::'));
  }

  private deleteStack(stack: string): void {
    this.forget((thing) => thing.stack === stack && !thing.kept);
  }

  private forget(gone: (thing: Thing) => boolean): void {
    this.things = this.things.filter((thing) => !gone(thing));
  }
}

const inDev = (name: string) =>
  name.replaceAll(/<stage>|\$stage|\$\{stage\}/g, 'dev').replaceAll('<region>', 'euc1');

/** A span or a line of code of the document, in its order; a span is what a sentence names, a line is what somebody runs. */
interface Code {
  code: string;
  isCommand: boolean;
  /** What follows in the text. */
  after: string;
}

function codesIn(document: string): Code[] {
  const found = [...document.matchAll(/```\w*\n([\s\S]*?)```|`([^`\n]+)`/g)];
  return found.flatMap(([whole, block, span], index): Code[] => {
    const after = document.slice(
      (found[index]?.index ?? 0) + whole.length,
      (found[index]?.index ?? 0) + whole.length + 60,
    );
    if (span !== undefined) return [{ code: span, isCommand: false, after }];
    const lines = (block ?? '')
      .replaceAll(/\\\n\s*/g, '')
      .split('\n')
      .filter(Boolean);
    return lines.map((code) => ({ code: code.replace(/ +#.*/, ''), isCommand: true, after }));
  });
}

/** What a name in the document stands for: braces are several names, `…` any of those that begin so. */
function namesIn(code: string): string[] {
  const [name] = /leasehold-(?:<stage>|\$stage)[\w<>{},$…-]*/.exec(code) ?? [];
  if (name === undefined) return [];
  const [, before = name, list, behind = ''] = /^(.*)\{(.*)\}(.*)$/.exec(name) ?? [];
  return (list?.split(',') ?? ['']).map((one) => `${before}${one}${behind}`);
}

const account = new Account();

/** Each name of the document, with whether it is there when the reader comes to it. */
const named = codesIn(text).flatMap((one) => {
  const { code, isCommand, after } = one;
  const steps = namesIn(code).map((name) => {
    const open = name.endsWith('…');
    // The region stands at the end of a role's name in short, and in a bucket's in full.
    const dev = inDev(/<account>/.test(name) ? name.replace('<region>', '<Region>') : name).replace(
      '<Region>',
      '<region>',
    );
    const isThere =
      open ||
      account.isNamed(dev, one) ||
      /^,? which need not exist yet/.test(after.replaceAll(/\s+/g, ' ').trim());
    return { name, isThere, when: code };
  });
  const takesPool = isCommand && /cognito-idp/.test(code) && /--user-pool-id/.test(code);
  const pool = takesPool
    ? [{ name: 'a user pool', isThere: account.hasType('AWS::Cognito::UserPool'), when: code }]
    : [];
  const [, group] = /--group-name (\w+)/.exec(code) ?? [];
  const groups =
    group === undefined
      ? []
      : [{ name: group, isThere: account.has(group, 'AWS::Cognito::UserPoolGroup'), when: code }];
  if (isCommand) account.run(code);
  return [...steps, ...pool, ...groups];
});

it('is read for names at all, before, while and after there is a stage', () => {
  expect(named.length).toBeGreaterThan(15);
  expect(account.things.filter(({ type }) => type !== 'AWS::S3::Bucket')).toEqual([]);
  expect(account.things.map(({ name }) => name)).toHaveLength(4);
});

it.each(named)('$name is there at the step that names it: $when', ({ isThere }) => {
  expect(isThere).toBe(true);
});

it('names no output that no stack puts out', () => {
  const outputs = [...text.matchAll(/the output `(\w+)`/g)].map(([, name]) => name);
  // A stage has this one with a domain of its own alone.
  const known = [
    ...allThings.filter(({ type }) => type === 'output').map(({ name }) => name),
    'DomainTarget',
  ];

  expect(outputs.filter((name) => !known.includes(name ?? ''))).toEqual([]);
});

const codes = codesIn(text).map(({ code }) => code);

it.each(codes.flatMap((code) => [...code.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => [script])))(
  'npm run %s is a script of the checkout',
  (script) => {
    expect(packageScripts).toContain(script);
  },
);

it.each(codes.flatMap((code) => [...code.matchAll(/(?<!-)\bidp (\w+)/g)].map(([, command]) => [command])))(
  'idp %s is a command',
  (command) => {
    expect(commandTable.map(({ name }) => name.split(' ')[0])).toContain(command);
  },
);

it.each(codes.filter((code) => /^(docs|config|terraform)\/[\w./-]+$/.test(code)).map((path) => [path]))(
  '%s is in the checkout, or the configuration that the reader writes',
  (path) => {
    expect(existsSync(path) || /^config\/(prod|<file>)\.json$/.test(path)).toBe(true);
  },
);

it.each(
  codes.flatMap((code) =>
    [...code.matchAll(/npm run (deploy|undeploy).*?(--[a-z]+) /g)].map(([, script, option]) => [
      script,
      option,
    ]),
  ),
)('npm run %s takes an option or passes on %s', (script, option) => {
  const source = readFileSync(`scripts/${script}.ts`, 'utf8');

  expect(option === '--' || source.includes(`${option?.slice(2)}:`)).toBe(true);
});

/** The clients of the SDK by the names that AWS's command line has for their services. */
const clients: Record<string, object> = {
  cloudformation: cloudFormation,
  'cognito-idp': cognito,
  dynamodb: dynamoDb,
};

it.each(
  codes.flatMap((code) =>
    [...code.matchAll(/aws ([\w-]+) ([\w-]+)/g)].map(([, service, operation]) => [
      service ?? '',
      operation ?? '',
    ]),
  ),
)('aws %s %s is a command of AWS', (service, operation) => {
  if (service === 's3') return expect(['rb']).toContain(operation);
  const command = operation.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

  expect(Object.keys(clients[service] ?? {})).toContain(`${command}Command`);
});

it('names every policy file that there is', () => {
  for (const file of readdirSync('docs/policies')) expect(text).toContain(`docs/policies/${file}`);
});

describe('docs/first-day.md', () => {
  const firstDay = readFileSync('docs/first-day.md', 'utf8');
  const shown = [wholeLife('a'), failedLife('b')].map(({ shows }) => shows);

  it('has a row for everything that a first day shows', () => {
    for (const what of ['alarms are heard', ...shown, `${shown[0]} after a redeploy`])
      expect(firstDay).toContain(`| ${what} |`);
  });

  it('names scripts, options and files of the checkout', () => {
    const source = readFileSync('scripts/first-day.ts', 'utf8');
    const options = [...firstDay.matchAll(/(?<![\w-])--(config|profile|redeploy)\b/g)].map(
      ([, option]) => option,
    );
    const scripts = [...firstDay.matchAll(/npm run ([\w-]+)/g)].map(([, script]) => script);

    expect(new Set(options)).toEqual(new Set(['config', 'profile', 'redeploy']));
    for (const option of options) expect(source).toContain(`${option}:`);
    for (const script of scripts) expect(packageScripts).toContain(script);
    for (const [, path = ''] of firstDay.matchAll(/`(docs\/[\w./-]+)`/g)) expect(existsSync(path)).toBe(true);
  });

  it('names the version of the provider that the templates lock', () => {
    const [, version = ''] = /version (\S+) of `hashicorp\/aws`/.exec(firstDay) ?? [];
    const lock = readFileSync('terraform/templates/api-service/.terraform.lock.hcl', 'utf8');

    expect(lock).toContain(`"${version}"`);
  });
});
