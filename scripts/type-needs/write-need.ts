import type { IamNeed } from '../../src/domain/resources/need';

/** A need that names its object in words alone; its service is that of the type. */
export interface DerivedNeed extends Pick<IamNeed, 'actions'> {
  on: string;
  tags?: NonNullable<IamNeed['tags']>;
  keys?: Record<string, string>;
}

/** A need in one line, as `readNeed` takes it: `CreateTags on vpc/{prefix} (request) for CreateVpc`. */
export function writeNeed({ on, actions, tags, keys }: DerivedNeed): string {
  const madeBy = keys?.['ec2:CreateAction'];
  const about = `${actions.join(',')} on ${on}`;
  return [about, ...(tags ? [`(${tags})`] : []), ...(madeBy ? [`for ${madeBy}`] : [])].join(' ');
}
