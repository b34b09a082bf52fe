import type { Api } from '../../client/api';
import { isGone } from '../../client/follow-environment';
import type { Candidate } from './candidate';

/** Stacks that are not destroyed. */
export async function readStacks(api: Api): Promise<Candidate[]> {
  const views = await api.listStacks();
  return views
    .filter(({ status }) => status !== 'destroyed')
    .map(({ name, status }) => ({ value: name, says: status }));
}

/** Environments that are not gone. */
export async function readEnvironments(api: Api): Promise<Candidate[]> {
  const views = await api.listEnvironments({});
  return views
    .filter(({ status }) => !isGone(status))
    .map(({ name, status, template }) => ({ value: name, says: `${status}, ${template.name}` }));
}

/** Ids of all lives. */
export async function readLives(api: Api): Promise<Candidate[]> {
  const views = await api.listEnvironments({});
  return views.map(({ id, name, status }) => ({ value: id, says: `${name}, ${status}` }));
}

/** `name=version` of each version of each template. */
export async function readTemplateVersions(api: Api): Promise<Candidate[]> {
  return (await api.listTemplates()).flatMap(({ name, versions }) =>
    versions.map((version) => ({ value: `${name}=${version}` })),
  );
}

/** Templates by their titles. */
export async function readTemplates(api: Api): Promise<Candidate[]> {
  return (await api.listTemplates()).map(({ name, title }) => ({ value: name, says: title }));
}

/** Targets that are open. */
export async function readTargets(api: Api): Promise<Candidate[]> {
  const open = (await api.listTargets()).filter(({ closed }) => closed === undefined);
  return open.map(({ name, region }) => ({ value: name, says: region }));
}

/** Webhooks by their hosts. */
export async function readWebhooks(api: Api): Promise<Candidate[]> {
  return (await api.listWebhooks()).map(({ id, host }) => ({ value: id, says: host }));
}

/** The caller's own teams. */
export async function readTeams(api: Api): Promise<Candidate[]> {
  return (await api.getMe()).teams.map((value) => ({ value }));
}

/** Components of a stack. */
export async function readComponents(api: Api, stack: string): Promise<Candidate[]> {
  const { components } = await api.watch.getStack(stack);
  return components.map(({ name, state }) => ({ value: name, says: state }));
}

/** The revision of a stack that it follows. */
export async function readRevision(api: Api, stack: string): Promise<Candidate[]> {
  const { revision, status } = await api.watch.getStack(stack);
  return [{ value: String(revision.number), says: status }];
}
