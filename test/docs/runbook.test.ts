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

describe('the section that an alarm leads to', () => {
  const sections = new Map(
    text.split(/^(?=#{2,3} )/m).map((section) => {
      const [, title = ''] = /^#+ (.*)/.exec(section) ?? [];
      return [
        title
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
        section,
      ] as const;
    }),
  );
  const alarms = templates
    .flatMap((template) => Object.values(template.findResources('AWS::CloudWatch::Alarm')))
    .map(({ Properties }) => ({
      id: String(Properties.AlarmName).replace('leasehold-dev-', ''),
      section: sections.get(/#(.*)$/.exec(String(Properties.AlarmDescription))?.[1] ?? '') ?? '',
    }));
  /** The alarms that the first paragraph of a section is about; `…` stands for any text. */
  const namesOf = (section: string) => {
    const [, paragraph = ''] = section.split(/\n\n/);
    const all = [...paragraph.replaceAll('\n', ' ').matchAll(/(?:^|[.,] )`([A-Za-z…]+)`(?=[:,])/g)];
    return all.map(([, name = '']) => new RegExp(`^${name.replace('…', '\\w+')}$`));
  };

  it.each(alarms)('names $id', ({ id, section }) => {
    expect(namesOf(section).filter((name) => name.test(id))).not.toEqual([]);
  });

  it('names no alarm that a stage does not have', () => {
    const named = [...new Set(alarms.map(({ section }) => section))].flatMap(namesOf);

    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !alarms.some(({ id }) => name.test(id)))).toEqual([]);
  });
});
