import type { Redaction } from '../../domain/base/redaction';
import type { TerraformMessage } from '../../domain/terraform/message';

/** What a provisioner printed that is not said yet: how its lines begin, and its parts. */
interface Held {
  head: string;
  parts: string[];
}

/** No secret that anyone can see is longer. */
const mostHeld = 65_536;
const ends = ['apply_complete', 'apply_errored', 'provision_errored'];

/**
 * Terraform hands on what a program printed whenever it pauses, so that a line, and a secret in it, may come as several
 * messages. A part that ends as a secret begins waits for the next; where a secret goes from one into the other they are one
 * line, and else as many as came.
 */
export class ProvisionerWords {
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly redaction: Redaction,
    private readonly say: (line: string) => void,
  ) {}

  /** Whether it says what the message does; before it returns false, it says what was held of the same resource. */
  take(message: TerraformMessage): boolean {
    if (ends.includes(message.type) && 'hook' in message) this.let(message.hook.resource.addr);
    if (message.type !== 'provision_progress') return false;
    const { hook, '@message': words } = message;
    const { output = '', resource } = hook;
    if (output === '' || !words.endsWith(output)) return false;
    const { parts } = this.held.get(resource.addr) ?? { parts: [] };
    const all = [...parts, output];
    this.held.set(resource.addr, { head: words.slice(0, -output.length), parts: all });
    const text = all.join('');
    if (text.length > mostHeld || !this.redaction.endsInSecret(text)) this.let(resource.addr);
    return true;
  }

  /** Says all that is held. */
  end(): void {
    for (const address of [...this.held.keys()]) this.let(address);
  }

  private let(address: string): void {
    const held = this.held.get(address);
    if (!held) return;
    this.held.delete(address);
    const { head, parts } = held;
    const whole = parts.join('');
    const apart = parts.map((part) => this.redaction.text(part)).join('');
    const lines = this.redaction.text(whole) === apart ? parts : [whole];
    for (const line of lines) this.say(head + line);
  }
}
