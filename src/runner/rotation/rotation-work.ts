import type { PackedCertificate } from '../../bundle/certificate/pack-certificate';
import type { Rotation } from '../../domain/environment/rotation/rotation';
import type { RotationStep } from '../../domain/environment/rotation/rotation-document';
import type { RotationAws } from './rotation-aws';

/** One step: whether AWS says that it is done, and how it is done. To do it again where it is done is never needed. */
export interface StepWork {
  isDone: () => Promise<boolean>;
  carryOut: () => Promise<void>;
}

/** All that is done to one value. */
export interface RotationWork {
  /** Why nothing can be done now; undefined where there is something to do. */
  whyLeft?: () => Promise<string | undefined>;
  steps: Partial<Record<RotationStep, StepWork>>;
  /** Makes the old value current again, where the new one could not be proven in use. */
  putBack?: () => Promise<void>;
}

/** With what a value is rotated. */
export interface RotationDeps {
  aws: RotationAws;
  rotation: Pick<Rotation, 'id' | 'since'>;
  /** The certificate that is imported, of a run that replaces one. */
  given?: PackedCertificate;
}
