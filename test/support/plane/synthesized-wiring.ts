import type { Template } from 'aws-cdk-lib/assertions';
import type { Wiring } from './wiring';

interface Resource {
  Properties: Record<string, never>;
}

/** What a synthesized control plane stack deploys; references and placeholders are written out as text. */
export function synthesizedWiring(template: Template): Wiring {
  const all = template.toJSON() as { Resources: Record<string, { Type: string } & Resource> };
  const textOf = (value: unknown) => resolved(value, all.Resources);
  const named = <Part>(type: string, name: string, read: (properties: never) => Part) =>
    Object.fromEntries(
      (Object.values(template.findResources(type)) as Resource[]).map(({ Properties }) => [
        String(Properties[name]),
        read(Properties as never),
      ]),
    );
  return {
    functions: named('AWS::Lambda::Function', 'FunctionName', (fn: FunctionProperties) => ({
      timeoutSeconds: fn.Timeout,
      memoryMb: fn.MemorySize,
      variables: mapped(fn.Environment.Variables, textOf),
    })),
    rules: named('AWS::Events::Rule', 'Name', (rule: RuleProperties) => ({
      name: rule.Name,
      bus: rule.EventBusName === undefined ? 'default' : textOf(rule.EventBusName),
      pattern: JSON.parse(JSON.stringify(rule.EventPattern, textInside(textOf))) as unknown,
      targets: rule.Targets.map(({ Arn }) => textOf(Arn)),
    })),
    machines: named(
      'AWS::StepFunctions::StateMachine',
      'StateMachineName',
      (machine: MachineProperties) =>
        JSON.parse(filled(textOf(machine.DefinitionString), machine.DefinitionSubstitutions)) as unknown,
    ),
    projects: named('AWS::CodeBuild::Project', 'Name', (project: ProjectProperties) => ({
      buildspec: project.Source.BuildSpec,
      timeoutInMinutes: project.TimeoutInMinutes,
      concurrentBuilds: project.ConcurrentBuildLimit,
      variables: Object.fromEntries(
        project.Environment.EnvironmentVariables.map(({ Name, Value }) => [Name, textOf(Value)]),
      ),
    })),
  };
}

interface FunctionProperties {
  Timeout: number;
  MemorySize: number;
  Environment: { Variables: Record<string, unknown> };
}
interface RuleProperties {
  Name: string;
  EventBusName?: unknown;
  EventPattern: unknown;
  Targets: { Arn: unknown }[];
}
interface MachineProperties {
  DefinitionString: unknown;
  DefinitionSubstitutions: Record<string, string>;
}
interface ProjectProperties {
  Source: { BuildSpec: string };
  TimeoutInMinutes: number;
  ConcurrentBuildLimit: number;
  Environment: { EnvironmentVariables: { Name: string; Value: unknown }[] };
}

function mapped(values: Record<string, unknown>, textOf: (value: unknown) => string) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

/** A JSON replacer: what is computed at deployment becomes text. */
function textInside(textOf: (value: unknown) => string) {
  return (_key: string, value: unknown): unknown => (isComputed(value) ? textOf(value) : value);
}

function isComputed(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return ['Ref', 'Fn::Join', 'Fn::GetAtt', 'Fn::ImportValue'].some((name) => name in value);
}

/** Text of a value; a resource that is referred to is written by its physical name. */
function resolved(value: unknown, resources: Record<string, Resource>): string {
  if (!isComputed(value)) return String(value);
  const {
    Ref,
    'Fn::Join': join,
    'Fn::GetAtt': attribute,
  } = value as {
    Ref?: string;
    'Fn::Join'?: [string, unknown[]];
    'Fn::GetAtt'?: [string, string];
  };
  if (join) return join[1].map((part) => resolved(part, resources)).join(join[0]);
  const id = Ref ?? attribute?.[0] ?? '';
  const properties: Record<string, unknown> = resources[id]?.Properties ?? {};
  const name = Object.entries(properties).find(([key, text]) => key.endsWith('Name') && isName(text));
  return name === undefined ? `<${id || 'import'}>` : String(name[1]);
}

function isName(text: unknown): boolean {
  return typeof text === 'string' && text.startsWith('leasehold-');
}

function filled(definition: string, substitutions: Record<string, string>): string {
  return definition.replace(/\$\{(\w+)\}/g, (_, name: string) => substitutions[name] ?? '');
}
