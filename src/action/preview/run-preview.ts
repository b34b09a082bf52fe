import type { EnvironmentActionConfig } from '../../config/actions';
import type { ActionContext } from '../action-context';
import { bringUp } from '../bring-up';
import { readRepositoryConfig } from '../lease-request';
import { addressOf, type Report, reportOn } from '../report';
import { tearDown } from '../tear-down';
import { isClosed } from './is-closed';
import { findOwnPreviews, lives, madeFrom, previewFor } from './own-previews';
import { type PullEvent, readPullEvent } from './pull-event';

/** The command `preview`: ends the previews of a pull request that is closed, else makes or changes the one of this file. */
export async function runPreview(
  context: ActionContext,
  config: EnvironmentActionConfig,
): Promise<Report | null> {
  const event = await readPullEvent(config);
  if (event.action === 'closed') return endPreviews(context, config, event);
  if (!(await isClosed(context, config, event))) return makePreview(context, config, event);
  context.runner.say('The pull request is closed: no preview is created.');
  return null;
}

async function makePreview(
  context: ActionContext,
  config: EnvironmentActionConfig,
  { number }: PullEvent,
): Promise<Report> {
  const { LEASEHOLD_CONFIG: file } = config;
  const own = await findOwnPreviews(context, number);
  const present = madeFrom(own.all.filter(lives), file);
  if (present) await context.journal.begin(present, await addressOf(context, present));
  const { name: called, ...wanted } = await readRepositoryConfig(file, config.LEASEHOLD_INPUTS);
  const name = previewFor(own, file, called);
  context.journal.about(name);
  const source = { file, ...(called !== undefined && { name: called }) };
  const ttl = config.LEASEHOLD_TTL ?? wanted.ttl;
  return reportOn(context, await bringUp(context, name, { ...wanted, ttl, source }), wanted.url);
}

/** A pull request that is closed needs none of its previews; the report is on the one of this file. */
async function endPreviews(
  context: ActionContext,
  { LEASEHOLD_CONFIG: file }: EnvironmentActionConfig,
  { number }: PullEvent,
): Promise<Report | null> {
  context.journal.ends();
  const { all } = await findOwnPreviews(context, number);
  const living = all.filter(lives);
  const own = madeFrom(all, file) ?? living[0];
  if (own) await context.journal.begin(own, null);
  if (living.length === 0) context.runner.say('There is nothing to destroy.');
  const ends = await Promise.allSettled(living.map(({ name }) => tearDown(context, name)));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  const ended = ends.flatMap((end) => (end.status === 'fulfilled' && end.value ? [end.value] : []));
  const last = ended.find(({ name }) => name === own?.name) ?? own;
  return last ? reportOn(context, last) : null;
}
