import { type Json, mapTexts } from './json-texts';

const shown = '(sensitive)';
/** Shorter texts would blot out half of every message and hide little. */
const shortest = 4;
/** Among planned values, a shorter one (`create`, `2026`) is more often a stranger's word than a secret that got there. */
const distinct = 8;

/** Where in a text a secret stands: from the one index to before the other. */
interface Span {
  from: number;
  to: number;
}

/**
 * Knows the secrets of a run and blots them out of texts. It takes nothing but texts, and JSON whose values are texts of
 * others: a document of ours, with its enums, ids and numbers, cannot be handed to it (ADR 26).
 */
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

  /** A message without any secret that was learnt; to be called before the text is cut, as half a secret is not found. */
  text(text: string): string {
    return this.without(text, shortest);
  }

  /** A planned value, which Terraform itself would show, without any secret of eight characters or more. */
  value(text: string): string {
    return this.without(text, distinct);
  }

  /** Whether a text ends as a secret begins, so that the rest of it may follow. */
  endsInSecret(text: string): boolean {
    return [...this.secrets].some((secret) => {
      const end = text.slice(-(secret.length - 1));
      const [first = ''] = secret;
      for (let from = end.indexOf(first); from !== -1; from = end.indexOf(first, from + 1))
        if (secret.startsWith(end.slice(from))) return true;
      return false;
    });
  }

  /** Values of others, each text among them as `value` has it. */
  values(values: Record<string, Json>): Record<string, Json> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, mapTexts(value, (text) => this.value(text))]),
    );
  }

  private without(text: string, least: number): string {
    const secrets = [...this.secrets].filter(({ length }) => length >= least && length <= text.length);
    const found = secrets.flatMap((secret) => spansOf(text, secret));
    if (found.length === 0) return text;
    // What stands for a secret already is none, whatever the secrets are.
    const masks = spansOf(text, shown);
    return blot(text, joined(found.filter((span) => !masks.some((mask) => isWithin(span, mask)))));
  }

  private learnText(text: string): void {
    const lines = text.split('\n').map((line) => line.trim());
    // A secret of several lines also shows up line by line, and escaped where it is quoted in JSON.
    for (const secret of [text, JSON.stringify(text).slice(1, -1), ...(lines.length > 1 ? lines : [])])
      if (secret.length >= shortest) this.secrets.add(secret);
  }
}

function spansOf(text: string, secret: string): Span[] {
  const spans: Span[] = [];
  for (let from = text.indexOf(secret); from !== -1; from = text.indexOf(secret, from + 1))
    spans.push({ from, to: from + secret.length });
  return spans;
}

/** Spans that overlap or touch are one: taken away one after the other, the second would leave its end behind. */
function joined(spans: Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else whole.push(span);
  }
  return whole;
}

function blot(text: string, spans: readonly Span[]): string {
  let [rest, at] = ['', 0];
  for (const { from, to } of spans) {
    rest += `${text.slice(at, from)}${shown}`;
    at = to;
  }
  return rest + text.slice(at);
}

function isWithin(span: Span, other: Span): boolean {
  return span.from >= other.from && span.to <= other.to;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
