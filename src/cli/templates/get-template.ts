import type { VendoredModule } from '../../domain/template/vendored-module';
import type { TemplateView } from '../../client/api';
import type { Context } from '../context';
import { describeApproval } from '../print/approval';
import { foldWords } from '../../client/text/fold';
import { type Paint, printable } from '../../client/text/paint';
import { renderFields } from '../../client/text/table';
import { describeNeed, findProducers, type FoundNeed } from '../print/template-needs';
import { renderInputs } from '../print/template-inputs';
import { renderTemplateOutputs } from '../print/template-outputs';

/** `idp template <name>`: what a template asks for and promises. */
export async function getTemplate({ api, screen }: Context, name: string, version?: string): Promise<void> {
  const template = await api.getTemplate(name, version);
  const needs = await findProducers(template.manifest.needs ?? {}, (need) =>
    api.listEnvironments({ status: 'ready', template: need }),
  );
  screen.show(template, () => renderTemplate(template, needs, screen.paint));
}

function renderTemplate(template: TemplateView, needs: FoundNeed[], paint: Paint): string[] {
  const { title, description, inputs, outputs } = template.manifest;
  return [
    ...foldWords(`${paint.bold(template.name)} ${template.version}  ${title}`, paint.columns),
    ...foldWords(description, paint.columns),
    ...renderFields([...fieldsOf(template), ['Needs', needs.map(describeNeed)]], paint.columns),
    '',
    paint.bold('Inputs'),
    ...renderInputs(inputs, paint),
    '',
    paint.bold('Outputs'),
    ...renderTemplateOutputs(outputs, paint),
  ];
}

function fieldsOf(template: TemplateView): Parameters<typeof renderFields>[0] {
  const {
    version,
    engine,
    manifest,
    modules = [],
    retired,
    unaccepted = [],
    unacceptedLease,
    source,
  } = template;
  const { lease, approval, role, withdrawn } = manifest;
  const kept = lease.permanent ? ', or permanent' : '';
  return [
    ['Withdrawn', withdrawn.includes(version) ? whyWithdrawn(retired) : undefined],
    ['Lease', `${lease.default} by default, at most ${lease.max}${kept}`],
    ['Available to', role === 'admin' ? 'admins' : 'developers'],
    ['Deprecated', retired?.as === 'deprecated' ? printable(retired.reason) : undefined],
    ['Approval', describeApproval(approval)],
    [
      'Not accepted',
      unaccepted.length > 0 ? `${unaccepted.join(', ')}; every plan needs approval` : undefined,
    ],
    ['Not accepted', unacceptedLease && describeUnaccepted(unacceptedLease)],
    ['Engine', `${engine.name} ${engine.version}`],
    ['Source', source && describeSource(source)],
    ...modules.map((one): [string, string] => ['Module', describeModule(one)]),
  ];
}

function describeUnaccepted({ max, permanent }: NonNullable<TemplateView['unacceptedLease']>): string {
  return `a lease of up to ${max}${permanent ? ', or permanent' : ''}`;
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
