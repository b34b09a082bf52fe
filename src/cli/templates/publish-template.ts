import type { TemplateView } from '../../client/api';
import { usage } from '../../client/errors';
import { type Published, publishPacked } from '../../client/templates/publish-folder';
import type { GitSource, Workshop } from '../../client/templates/workshop';
import { counted } from '../../domain/base/counted';
import type { Context } from '../context';
import { packTemplate } from './pack-template';

/** What is published: a folder of this machine, or one of a repository as a ref of it has it. */
export interface PublishOptions {
  folder: string | undefined;
  team: string | undefined;
  git: string | undefined;
  ref: string | undefined;
  path: string | undefined;
}

/** `idp template publish`: packs a folder, uploads it and publishes it in the namespace of a team. */
export async function publishTemplate(context: Context, options: PublishOptions): Promise<void> {
  const { folder, team, git: repository, ref, path } = options;
  if (repository === undefined && (ref !== undefined || path !== undefined))
    throw usage('--ref and --path can be used only with --git.');
  if (repository === undefined && folder === undefined)
    throw usage(
      "Name what to publish: 'idp template publish <folder>', or a repository with --git and --ref.",
    );
  const workshop = await context.world.workshop();
  if (repository !== undefined)
    return publishCommit(context, workshop, { team, git: { repository, ref, path } });
  const packed = await packTemplate(context, workshop, { folder: folder ?? '.', team });
  show(context, await publishPacked(context, packed), packed.notes);
}

async function publishCommit(
  context: Context,
  workshop: Workshop,
  { team, git }: { team: string | undefined; git: GitSource },
): Promise<void> {
  const { folder, source, dispose } = await workshop.readCommit(git);
  try {
    const packed = await packTemplate(context, workshop, { folder, team, isFixed: true });
    show(context, await publishPacked(context, packed, source), packed.notes);
  } finally {
    await dispose();
  }
}

function show({ screen }: Context, { view, wasPublished }: Published, notes: string[]): void {
  screen.show(view, () => [...describePublished(view, wasPublished), ...notes]);
}

function describePublished(published: TemplateView, wasPublished: boolean): string[] {
  const { name, version, source } = published;
  const from = source === undefined ? '' : ` from ${source.commit.slice(0, 12)}`;
  const first = wasPublished
    ? `${name} ${version} is already published with this content${from}; nothing has changed.`
    : `Published ${name} ${version}${from}.`;
  return [first, ...unacceptedIn(published), `Next: 'idp create --template ${name}'`];
}

/** What of it an administrator has yet to accept, and what holds until then. */
function unacceptedIn({ name, version, unaccepted, unacceptedLease, manifest }: TemplateView): string[] {
  const accept = `'idp template accept ${name} --version ${version}'`;
  const types = `Every plan of it needs approval until an administrator accepts ${counted(unaccepted.length, 'resource type')} ('idp template ${name}' lists them): ${accept}.`;
  const lease = `Its leases last ${manifest.lease.max} at most until an administrator accepts longer ones: ${accept}.`;
  return [...(unaccepted.length > 0 ? [types] : []), ...(unacceptedLease ? [lease] : [])];
}
