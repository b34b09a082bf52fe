import type { ReadingService } from '../../../src/domain/environment/rotation/held-values';
import type { Deployment, RotationAws } from '../../../src/runner/rotation/rotation-aws';

type Labels = Record<string, string[]>;

/** Secrets, keys and services as AWS keeps them: a service has the value of every secret that was current when its tasks started. */
export class FakeAws implements RotationAws {
  readonly secrets: Record<string, Labels> = {};
  readonly keys: Record<string, number[]> = {};
  readonly running: Record<string, Record<string, string>> = {};
  readonly certificates: Record<string, string> = {};
  readonly calls: string[] = [];
  /** Called before each call that changes something; a test that throws there kills the run. */
  before: (call: string) => void = () => undefined;
  /** How the next deployments end. */
  rollout = 'COMPLETED';
  private readonly deployments: Record<string, Deployment[]> = {};

  constructor(private readonly now: () => number) {}

  /** The version of a secret with a label. */
  having(secret: string, label: string): string | undefined {
    return Object.entries(this.secrets[secret] ?? {}).find(([, labels]) => labels.includes(label))?.[0];
  }

  /** Starts the tasks of a service with what is current now. */
  start(service: string): void {
    const current = Object.keys(this.secrets).map((one) => [one, this.having(one, 'AWSCURRENT') ?? '']);
    this.running[service] = Object.fromEntries(current) as Record<string, string>;
  }

  versionsOf(secret: string): Promise<Labels> {
    const labelled = Object.entries(this.secrets[secret] ?? {}).filter(([, labels]) => labels.length > 0);
    return Promise.resolve(Object.fromEntries(labelled));
  }

  async rotateSecret(secret: string, token: string): Promise<void> {
    await this.call('rotateSecret');
    const versions = this.secrets[secret]!;
    if (versions[token]) return;
    versions[token] = [];
    this.move(versions, 'AWSCURRENT', token);
  }

  async moveLabel(
    secret: string,
    { name, from, to }: { name: string; from?: string; to?: string },
  ): Promise<void> {
    await this.call(`moveLabel ${name}`);
    const versions = this.secrets[secret]!;
    const holder = this.having(secret, name);
    if (holder !== from) throw new Error(`${name} is on ${String(holder)}, not on ${String(from)}`);
    if (to === undefined) versions[from!] = versions[from!]!.filter((label) => label !== name);
    else this.move(versions, name, to);
  }

  rotationsOf(key: string): Promise<number[]> {
    return Promise.resolve(this.keys[key] ?? []);
  }

  async rotateKey(key: string): Promise<void> {
    await this.call('rotateKey');
    (this.keys[key] ??= []).push(this.now());
  }

  certificateOf(arn: string): Promise<string> {
    return Promise.resolve(this.certificates[arn] ?? '');
  }

  async importCertificate(arn: string, { certificate }: { certificate: string }): Promise<void> {
    await this.call('importCertificate');
    this.certificates[arn] = certificate;
  }

  async restart({ service }: ReadingService): Promise<string> {
    await this.call('restart');
    const id = `deployment-${this.calls.length}`;
    const before = this.rollout === 'COMPLETED' ? [] : (this.deployments[service] ?? []);
    this.deployments[service] = [{ id, status: 'PRIMARY', rollout: this.rollout }, ...before];
    if (this.rollout === 'COMPLETED') this.start(service);
    return id;
  }

  deploymentsOf({ service }: ReadingService): Promise<Deployment[]> {
    return Promise.resolve(this.deployments[service] ?? []);
  }

  private async call(name: string): Promise<void> {
    await Promise.resolve();
    this.before(name);
    this.calls.push(name);
  }

  /** The version that AWSCURRENT leaves becomes the previous one, as AWS has it. */
  private move(versions: Labels, name: string, to: string): void {
    const from = Object.keys(versions).find((one) => versions[one]!.includes(name));
    const without = (label: string) => {
      for (const one of Object.keys(versions)) versions[one] = versions[one]!.filter((its) => its !== label);
    };
    without(name);
    versions[to] = [...(versions[to] ?? []), name];
    if (name !== 'AWSCURRENT' || from === undefined) return;
    without('AWSPREVIOUS');
    versions[from] = [...versions[from]!, 'AWSPREVIOUS'];
  }
}
