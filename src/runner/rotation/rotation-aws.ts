import type { CertificatePack } from '../../domain/environment/rotation/given-certificate';
import type { ReadingService } from '../../domain/environment/rotation/held-values';

/** The versions of a secret by their ids, each with its staging labels. */
export type SecretVersions = Readonly<Record<string, readonly string[]>>;

/** A deployment of a service: the newest is `PRIMARY`, and the only one once all tasks are its own. */
export interface Deployment {
  id: string;
  status: string;
  rollout: string;
}

/** What a rotation asks of a target. No call of it reads the value of a secret. */
export interface RotationAws {
  versionsOf(secret: string): Promise<SecretVersions>;
  /** Begins a rotation that makes the version `token`; the same token never makes a second one. */
  rotateSecret(secret: string, token: string): Promise<void>;
  /** Moves a label onto a version, or takes it off one. */
  moveLabel(secret: string, label: { name: string; from?: string; to?: string }): Promise<void>;
  /** When the key was rotated on demand, as milliseconds since 1970. */
  rotationsOf(key: string): Promise<number[]>;
  rotateKey(key: string): Promise<void>;
  /** The certificate in use under an ARN, as PEM. */
  certificateOf(arn: string): Promise<string>;
  /** Puts a certificate under the ARN of one that was imported before. */
  importCertificate(arn: string, pack: CertificatePack): Promise<void>;
  /** Starts new tasks in place of those that run; the id of the deployment. */
  restart(service: ReadingService): Promise<string>;
  deploymentsOf(service: ReadingService): Promise<Deployment[]>;
}
