import * as z from 'zod';
import { usage } from '../../client/errors';
import type { EnvironmentActionConfig } from '../../config/actions';
import { readEventFile } from '../read-event-file';

/** What is read of the event that started the workflow, where it is of a pull request. */
const PullEvent = z.object({
  action: z.string().optional(),
  number: z.number().int().positive().optional(),
  pull_request: z.object({ state: z.string().optional() }).optional(),
});
export type PullEvent = z.infer<typeof PullEvent>;

/** The event that started the workflow; empty outside a workflow. */
export async function readPullEvent({
  GITHUB_EVENT_PATH: file,
}: EnvironmentActionConfig): Promise<PullEvent> {
  if (file === undefined) return {};
  const { data } = PullEvent.safeParse(await readEventFile(file));
  if (data) return data;
  throw usage(`The event of this workflow cannot be read: ${file} is not a GitHub event.`);
}
