import type { PlannedCreates } from '../../domain/environment/artifacts';
import type { ResourceTimeline } from './resource-timeline';
import { HeldResources } from '../verify/witnesses/held-resources';
import { outstandingCreates } from '../verify/outstanding';
import { readableState } from '../../domain/terraform/state-file';

/**
 * What of a plan may have been made unseen. Terraform announces each create before it calls the provider, so one never
 * announced was never made; but it reports a create before it writes its state, so only that proves it is known there.
 * `state` is the last local one: null for none, and what a kill left half written proves nothing.
 */
export function unprovenCreates(
  plan: PlannedCreates,
  timeline: Pick<ResourceTimeline, 'resources' | 'incomplete' | 'refused'>,
  state: Uint8Array | null,
): PlannedCreates {
  const begun = new Set(timeline.resources().map(({ address }) => address));
  const announced = { ...plan, creates: plan.creates.filter(({ address }) => begun.has(address)) };
  const doubtful = new Set([...timeline.incomplete(), ...unproven(announced, state)]);
  const left = announced.creates.filter(({ address }) => doubtful.has(address));
  const refused = new Set(timeline.refused());
  return {
    ...plan,
    creates: left.map((one) => (refused.has(one.address) ? { ...one, refused: true } : one)),
  };
}

function unproven(announced: PlannedCreates, state: Uint8Array | null): string[] {
  const held = new HeldResources();
  const last = state && readableState(state);
  if (last) held.add(last);
  return outstandingCreates([announced], held).map(({ address }) => address);
}
