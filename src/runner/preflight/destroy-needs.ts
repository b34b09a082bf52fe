import { need, type IamNeed } from '../../domain/resources/need';
import { factsOf, recordedTypes } from '../../domain/resources/types';

/** What nothing is destroyed without: a receipt needs the tagging API's word. */
export const needOfEveryReceipt: IamNeed = need('tag')('*', 'GetResources');

/** What destroying an object of a type needs; undefined for a type of which that is not recorded. */
export function destroyNeedsOf(type: string): IamNeed[] | undefined {
  return factsOf(type)?.destroy;
}

/** The types of which it is recorded what destroying one needs. */
export const knownTypes = recordedTypes.filter((type) => destroyNeedsOf(type) !== undefined);
