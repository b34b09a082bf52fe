import { joinedTo, type PartOf } from '../plan/join';
import type { PlannedEstate, PlannedObject } from '../plan/planned-estate';
import { mildest, notAssessed, type Verdict } from '../verdict';

/** What a part says of its object: one that is as wanted is enough; one that may belong to another object proves nothing. */
export function judgedByPart(
  estate: PlannedEstate,
  owner: PlannedObject,
  { type, by, judge, none }: PartOf & { judge: (part: PlannedObject) => Verdict; none: Verdict },
): Verdict {
  const { sure, maybe } = joinedTo(estate, owner, { type, by });
  if (sure.length > 0) return mildest(sure.map(judge), none);
  if (maybe.length > 0)
    return notAssessed(`the plan does not say whether ${maybe[0]?.address ?? type} belongs to it`);
  return none;
}
