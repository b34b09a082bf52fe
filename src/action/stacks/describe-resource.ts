import type { PlanDocument } from '../../domain/environment/artifacts';

type Resource = PlanDocument['resources'][number];

const marks: Partial<Record<Resource['action'], string>> = {
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  forget: 'forget',
};

/** A resource that is changed, on one line; of an update its attributes, nothing of what stays as it is. */
export function describeResource({ address, action, changes, why }: Resource): string[] {
  const mark = marks[action];
  if (mark === undefined) return [];
  const values = action === 'update' ? `: ${changes.map(describeChange).join(', ')}` : '';
  return [`${mark} ${address}${values}${why === undefined ? '' : ` (${why})`}`];
}

function describeChange({ attribute, before, after }: Resource['changes'][number]): string {
  return `${attribute} ${textOf(before)} → ${textOf(after)}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
