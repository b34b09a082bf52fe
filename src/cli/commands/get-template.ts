import type { TemplateVersion } from '../../client/typed/types';
import type { VendoredModule } from '../../domain/template/vendored-module';
import { type CliCommand, examples } from '../command';
import { describeApproval } from '../print/approval';
import { type Paint, printable } from '../../client/text/paint';
import { renderFields } from '../../client/text/table';
import { renderInputs } from '../print/template-inputs';

interface Options {
  version?: string;
}

/** `idp template`: what a template asks for and promises. */
export const getTemplate: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('<template>', 'the template')
      .option('--version <version>', 'a version of the template (default: the newest)')
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
    ...renderFields(
      [
        ['Withdrawn', withdrawn.includes(version) ? 'no environment can be created with it' : undefined],
        ['Lease', `${lease.default} by default, at most ${lease.max}${kept}`],
        ['Available to', role === 'admin' ? 'admins' : 'developers'],
        ['Approval', describeApproval(approval)],
        ['Engine', `${engine.name} ${engine.version}`],
        ...modules.map((one): [string, string] => ['Module', describeModule(one)]),
      ],
      paint.columns,
    ),
    '',
    paint.bold('Inputs'),
    ...renderInputs(inputs, paint),
    '',
    paint.bold('Outputs'),
    ...renderFields(
      Object.entries(outputs).map(([key, { description: what, sensitive }]) => [
        key,
        `${what}${sensitive ? ' (sensitive)' : ''}`,
      ]),
      paint.columns,
    ),
  ];
}

/** What a module from elsewhere is, and the digest that it is kept by. */
function describeModule({ source, version, sha256 }: VendoredModule): string {
  const which = version === undefined ? source : `${source} ${version}`;
  return `${printable(which)} (sha256 ${sha256.slice(0, 12)})`;
}
