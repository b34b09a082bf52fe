import { numbersOfData } from './data';
import { numbersOfOthers } from './others';
import type { Numbers } from './standards';

/** By the id of a control: which numbers of which standards it is about. */
export const numbers: Readonly<Record<string, Numbers>> = { ...numbersOfData, ...numbersOfOthers };
