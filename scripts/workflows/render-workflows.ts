import { Command } from 'commander';
import { commandTable } from '../../src/cli/command-table';
import { type Workflow, workflows } from './workflows';

type CommandRow = (typeof commandTable)[number];

/** docs/workflows.md: every command with its usage and examples, by the work that it is for. */
export async function renderWorkflows(): Promise<string> {
  const sections = await Promise.all(workflows.map(renderWorkflow));
  return [...introduction, ...sections.flat()].join('\n');
}

const introduction = [
  '# Workflows',
  '',
  'What you do with `idp`, and the commands for it, in the order in which you type them. `idp <command> --help` shows all flags of one.',
  'Written by `npm run workflows` from the commands themselves. There are no workflow files of your own: a script may call these commands,',
  'all of which take `--json` and end with an exit code of [cli.md](cli.md).',
  '',
];

async function renderWorkflow({ title, says, commands }: Workflow): Promise<string[]> {
  const shown = await Promise.all(commands.map((name) => showCommand(rowOf(name))));
  const examples = shown.flatMap((one) => one.examples);
  return [
    `## ${title}`,
    '',
    says,
    '',
    '| command | what it does |',
    '|---|---|',
    ...shown.map(({ usage, summary }) => `| \`${usage.replaceAll('|', String.raw`\|`)}\` | ${summary} |`),
    ...(examples.length > 0 ? ['', '```', ...examples, '```'] : []),
    '',
  ];
}

function rowOf(name: string): CommandRow {
  const row = commandTable.find((one) => one.name === name);
  if (row === undefined) throw new Error(`scripts/workflows names '${name}', which is no command.`);
  return row;
}

/** A command as its own help shows it. */
interface Shown {
  usage: string;
  summary: string;
  examples: string[];
}

async function showCommand(row: CommandRow): Promise<Shown> {
  const command = new Command(row.name);
  (await row.load()).describe(command);
  const usage = command.createHelp().commandUsage(command).replace(' [options]', '');
  return { usage: `idp ${usage}`, summary: row.summary, examples: examplesIn(helpOf(command)) };
}

function helpOf(command: Command): string {
  const written: string[] = [];
  command.configureOutput({ writeOut: (text) => void written.push(text) }).outputHelp();
  return written.join('');
}

function examplesIn(help: string): string[] {
  return help.split('\n').flatMap((line) => /^ {2}\$ (.*)$/.exec(line)?.slice(1) ?? []);
}
