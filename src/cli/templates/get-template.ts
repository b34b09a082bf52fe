import type { VendoredModule } from '../../domain/template/vendored-module';
import type { TemplateView } from '../../client/api';
import type { Context } from '../context';
import { describeApproval } from '../print/approval';
import { type Paint, printable } from '../../client/text/paint';
import { renderFields } from '../../client/text/table';
import { renderInputs } from '../print/template-inputs';

/** `idp template <name>`: what a template asks for and promises. */
export async function getTemplate({ api, screen }: Context, name: string, version?: string): Promise<void> {
  const template = await api.getTemplate(name, version);
  screen.show(template, () => renderTemplate(template, screen.paint));
}

function renderTemplate(template: TemplateView, paint: Paint): string[] {
  const { name, version, engine, manifest, modules = [], retired, unaccepted = [], source } = template;
  const { title, description, lease, approval, role, withdrawn, inputs, outputs } = manifest;
  const kept = lease.permanent ? ', or permanent' : '';
  return [
    `${paint.bold(name)} ${version}  ${title}`,
    description,
    ...renderFields(
      [
        ['Withdrawn', withdrawn.includes(version) ? whyWithdrawn(retired) : undefined],
        ['Lease', `${lease.default} by default, at most ${lease.max}${kept}`],
        ['Available to', role === 'admin' ? 'admins' : 'developers'],
        ['Deprecated', retired?.as === 'deprecated' ? printable(retired.reason) : undefined],
        ['Approval', describeApproval(approval)],
        [
          'Not accepted',
          unaccepted.length > 0 ? `${unaccepted.join(', ')}; every plan needs approval` : undefined,
        ],
        ['Engine', `${engine.name} ${engine.version}`],
        ['Source', source && describeSource(source)],
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

function whyWithdrawn(retired: TemplateView['retired']): string {
  const reason = retired === undefined ? '' : `: ${printable(retired.reason)}`;
  return `no environment can be created with it${reason}`;
}

/** The commit that it was read from, as its publisher said. */
function describeSource({ repository, path, ref, commit }: NonNullable<TemplateView['source']>): string {
  const where = path === '.' ? repository : `${repository} (${path})`;
  return printable(`${where} at ${ref}, commit ${commit}`);
}

/** What a module from elsewhere is, and the digest that it is kept by. */
function describeModule({ source, version, sha256 }: VendoredModule): string {
  const which = version === undefined ? source : `${source} ${version}`;
  return `${printable(which)} (sha256 ${sha256.slice(0, 12)})`;
}
