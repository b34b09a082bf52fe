const shown = '(sensitive)';
/** Shorter texts would blot out half of every message and hide little. */
const shortest = 4;

/** Knows the secrets of a run and blots them out of whatever leaves it. */
export class Redaction {
  private readonly secrets = new Set<string>();

  /** Learns every text and number inside `value`. */
  learn(value: unknown): void {
    if (typeof value === 'string') this.learnText(value);
    else if (typeof value === 'number') this.learnText(String(value));
    else if (value !== null && typeof value === 'object')
      Object.values(value).forEach((one) => this.learn(one));
  }

  /** Learns those parts of `value` that `marks` (Terraform's `*_sensitive`) says are sensitive. */
  learnMarked(value: unknown, marks: unknown): void {
    if (marks === true) this.learn(value);
    else if (isObject(marks) && isObject(value))
      for (const [key, mark] of Object.entries(marks)) this.learnMarked(value[key], mark);
  }

  /** The text without any secret that was learnt; the longest are taken first, as one may hold another. */
  text(text: string): string {
    const longestFirst = [...this.secrets].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, shown), text);
  }

  /** `value` with every text inside it redacted. */
  deep<Value>(value: Value): Value {
    if (typeof value === 'string') return this.text(value) as Value;
    if (Array.isArray(value)) return value.map((one: unknown) => this.deep(one)) as Value;
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.deep(one)])) as Value;
  }

  private learnText(text: string): void {
    const lines = text.split('\n').map((line) => line.trim());
    // A secret of several lines also shows up line by line, and escaped where it is quoted in JSON.
    for (const secret of [text, JSON.stringify(text).slice(1, -1), ...(lines.length > 1 ? lines : [])])
      if (secret.length >= shortest) this.secrets.add(secret);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
