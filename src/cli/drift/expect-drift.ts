import { usage } from '../../client/errors';
import { formatInstant } from '../../client/text/time';
import { parseTtl, Ttl } from '../../domain/lease';
import type { Context } from '../context';

interface Options {
  cause?: string;
  reason?: string;
  until?: string;
}

/** Leaves drift of one cause out of the list until then. */
export async function expectDrift(
  { api, screen, world }: Context,
  name: string,
  { cause, reason, until }: Options,
): Promise<void> {
  if (cause === undefined || reason === undefined || until === undefined)
    throw usage("Give --cause (as 'idp drift' shows it), --reason and --until.");
  const end = instantOf(until, world.now());
  const view = await api.expectDrift(name, { cause, reason, until: end });
  screen.show(view, () => [
    `Drift of the cause ${cause} is expected in '${view.name}' until ${formatInstant(end)}. 'idp drift --expected' shows it.`,
  ]);
}

/** A time from now, as leases are written, or a date or instant of the calendar. */
function instantOf(text: string, now: number): string {
  if (Ttl.safeParse(text).success) return new Date(now + parseTtl(text)).toISOString();
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at))
    throw usage(`--until: '${text}' is not a time; write 3d, 2026-12-24 or 2026-12-24T12:00Z.`);
  return new Date(at).toISOString();
}
