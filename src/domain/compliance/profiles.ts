import type { Control } from './control';
import { controls } from './controls/controls';
import { numbers } from './numbers/numbers';
import type { Numbers } from './numbers/standards';
import type { ProfileName } from './profile-names';

/** A control with its numbers in a profile, as they are said: `CIS 2.1.4`. */
export interface Listed {
  control: Control;
  numbers: string[];
}

const standards: Readonly<Record<keyof Omit<Numbers, 'config'>, string>> = {
  cis: 'CIS',
  fsbp: 'AWS FSBP',
  soc2: 'SOC 2',
  hipaa: 'HIPAA',
  pci: 'PCI DSS',
};

/** The standards whose numbers a profile is made of. */
const madeOf: Readonly<Record<ProfileName, readonly (keyof typeof standards)[]>> = {
  basic: ['cis', 'fsbp'],
  soc2: ['soc2'],
  hipaa: ['hipaa'],
  pci: ['pci'],
};

/** What follows from these only costs money or keeps data longer, so that the basic profile leaves it out. */
const beyondBasic = new Set([
  'efs-backups',
  'trail-cloudwatch',
  'api-logging',
  'secret-rotation',
  'task-logging',
  'eks-logging',
  'eks-private-endpoint',
  'balancer-headers',
  'dynamodb-recovery',
]);

/** The controls of a profile with their numbers. */
export function profileOf(name: ProfileName): Listed[] {
  return controls.flatMap((control) => {
    const found = numbersIn(control.id, madeOf[name]);
    const isLeftOut = found.length === 0 || (name === 'basic' && beyondBasic.has(control.id));
    return isLeftOut ? [] : [{ control, numbers: found }];
  });
}

function numbersIn(id: string, wanted: readonly (keyof typeof standards)[]): string[] {
  const own = numbers[id] ?? {};
  return wanted.flatMap((standard) =>
    (own[standard] ?? '')
      .split(' ')
      .filter((one) => one !== '')
      .map((one) => `${standards[standard]} ${one}`),
  );
}
