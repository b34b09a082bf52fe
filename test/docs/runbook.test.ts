import { readFileSync } from 'node:fs';
import { templatesOf } from '../support/plane/synthesized';

const text = readFileSync('docs/runbook.md', 'utf8').replaceAll('$STAGE', 'dev');

/** The types whose names a command of AWS's command line takes, and the property that has the name. */
const takes: Record<string, [type: string, property: string][]> = {
  logs: [['AWS::Logs::LogGroup', 'LogGroupName']],
  lambda: [['AWS::Lambda::Function', 'FunctionName']],
  codebuild: [['AWS::CodeBuild::Project', 'Name']],
  stepfunctions: [['AWS::StepFunctions::StateMachine', 'StateMachineName']],
  scheduler: [['AWS::Scheduler::Schedule', 'Name']],
  events: [
    ['AWS::Events::Rule', 'Name'],
    ['AWS::Events::EventBus', 'Name'],
  ],
};

const templates = Object.values(templatesOf());
const namesOf = (service: string) =>
  (takes[service] ?? []).flatMap(([type, property]) =>
    templates.flatMap((template) =>
      Object.values(template.findResources(type)).map(({ Properties }) => Properties[property] as unknown),
    ),
  );

/** Every name of a stage that a command of the runbook gives, with the service of the command. */
const named = [...text.matchAll(/aws (\w+) (?:(?!`|```|\n\n|\baws ).|\n(?!\n))*/g)].flatMap(
  ([command, service = '']) =>
    [...command.matchAll(/\/?(?:aws\/lambda\/)?leasehold[-/]dev[\w/<>-]*/g)].map(
      ([name]) => [service, name] as const,
    ),
);

it.each(named)('aws %s finds %s in a deployed stage', (service, name) => {
  const pattern = new RegExp(`^${name.replaceAll(/<\w+>/g, '[\\w-]+')}`);

  expect(namesOf(service).filter((one) => typeof one === 'string' && pattern.test(one))).not.toEqual([]);
});

it('is read for names at all', () => {
  expect(new Set(named.map(([service]) => service))).toEqual(
    new Set(['logs', 'stepfunctions', 'lambda', 'events', 'scheduler', 'codebuild']),
  );
});

it('names the dashboard', () => {
  const dashboards = templates.flatMap((template) =>
    Object.values(template.findResources('AWS::CloudWatch::Dashboard')),
  );

  for (const { Properties } of dashboards) expect(text).toContain(`\`${Properties.DashboardName}\``);
  expect(dashboards).toHaveLength(1);
});
