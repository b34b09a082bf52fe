import type { TemplateVersion } from '../../domain/template/template';
import type { VendoredModule } from '../../domain/template/vendored-module';
import { type CliCommand, examples } from '../command';
import { describeApproval } from '../print/approval';
import { type Paint, printable } from '../../client/text/paint';
import { renderFields, renderTable } from '../../client/text/table';

interface Options {
  version?: string;
}

type Schema = TemplateVersion['manifest']['inputs'];

/** `idp template`: what a template asks for and promises. */
export const getTemplate: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<template>', 'the template')
      .option('--version <version>', 'one version; else the newest')
      .addHelpText('after', examples('idp template api-database')),
  async run({ api, screen }, { version }, name) {
    const template = await api.getTemplate(name, version);
    screen.show(template, () => renderTemplate(template, screen.paint));
  },
};

function renderTemplate(template: TemplateVersion, paint: Paint): string[] {
  const { name, version, engine, manifest, modules = [] } = template;
  const { title, description, lease, approval, role, withdrawn, inputs, outputs } = manifest;
  const kept = lease.permanent ? ', or permanent' : '';
  return [
    `${paint.bold(name)} ${version}  ${title}`,
    description,
    ...renderFields([
      ['Withdrawn', withdrawn.includes(version) ? 'nothing can be built with it any more' : undefined],
      ['Lease', `${lease.default} unless you say otherwise, at most ${lease.max}${kept}`],
      ['Asked for by', role === 'admin' ? 'admins' : 'developers'],
      ['Approval', describeApproval(approval)],
      ['Engine', `${engine.name} ${engine.version}`],
      ...modules.map((one): [string, string] => ['Module', describeModule(one)]),
    ]),
    '',
    paint.bold('Inputs'),
    ...renderTable(
      ['', '', '', ''],
      Object.keys(inputs.properties).map((key) => inputRow(key, inputs, paint)),
    ).slice(1),
    '',
    paint.bold('Outputs'),
    ...renderFields(
      Object.entries(outputs).map(([key, { description: what, sensitive }]) => [
        key,
        `${what}${sensitive ? ' (sensitive)' : ''}`,
      ]),
    ),
  ];
}

/** What a module from elsewhere is, and the digest that it is kept by. */
function describeModule({ source, version, sha256 }: VendoredModule): string {
  const which = version === undefined ? source : `${source} ${version}`;
  return `${printable(which)} (sha256 ${sha256.slice(0, 12)})`;
}

function inputRow(key: string, { properties, required }: Schema, paint: Paint): string[] {
  const schema: Record<string, unknown> & { description: string } = properties[key] ?? { description: '' };
  const { type, description, default: preset, ...rules } = schema;
  const fallback = required.includes(key) ? paint.yellow('required') : `= ${JSON.stringify(preset)}`;
  return [`  ${key}`, String(type), printable(fallback), `${description}${describeRules(rules)}`];
}

/** The rules of a value that people can do something with; patterns are the control plane's to explain, and an example shows them. */
function describeRules({
  enum: choices,
  minimum,
  maximum,
  examples: shown,
}: Record<string, unknown>): string {
  const words = [
    ...(Array.isArray(choices) ? [`one of ${choices.join(', ')}`] : []),
    ...(typeof minimum === 'number' ? [`at least ${minimum}`] : []),
    ...(typeof maximum === 'number' ? [`at most ${maximum}`] : []),
    ...(Array.isArray(shown) ? [`such as ${JSON.stringify(shown[0])}`] : []),
  ];
  return words.length > 0 ? ` (${words.join(', ')})` : '';
}
