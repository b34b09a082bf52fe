import { type Json, mapTexts } from './json-texts';
import { SoughtText, type Span } from './sought-text';

const shown = '(sensitive)';
/** Shorter texts would blot out half of every message and hide little. */
const shortest = 4;
/** Among planned values, a shorter one (`create`, `2026`) is more often a stranger's word than a secret that got there. */
const distinct = 8;

/** What stands for a secret already is none, whatever the secrets are. */
const mask = new SoughtText(shown);

/**
 * Knows the secrets of a run and blots them out of texts. It takes nothing but texts, and JSON whose values are texts of
 * others: a document of ours, with its enums, ids and numbers, cannot be handed to it (ADR 26).
 */
export class Redaction {
  private readonly secrets = new Map<string, SoughtText>();

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
    return [...this.secrets.values()].some((secret) => secret.beginsAtEndOf(text));
  }

  /** Values of others, each text among them as `value` has it. */
  values(values: Record<string, Json>): Record<string, Json> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, mapTexts(value, (text) => this.value(text))]),
    );
  }

  private without(text: string, least: number): string {
    const fitting = [...this.secrets.values()].filter(
      ({ text: { length } }) => length >= least && length <= text.length,
    );
    if (fitting.length === 0) return text;
    const masks = spansOf(mask, text, () => true);
    const found = fitting.flatMap((secret) => spansOf(secret, text, outside(masks)));
    return found.length === 0 ? text : blot(text, joined(found));
  }

  private learnText(text: string): void {
    const lines = text.split('\n').map((line) => line.trim());
    // A secret of several lines also shows up line by line, and escaped where it is quoted in JSON.
    for (const secret of [text, JSON.stringify(text).slice(1, -1), ...(lines.length > 1 ? lines : [])])
      if (secret.length >= shortest && !this.secrets.has(secret))
        this.secrets.set(secret, new SoughtText(secret));
  }
}

/** Where it stands and may be taken away; places that overlap are one. */
function spansOf(sought: SoughtText, text: string, may: (span: Span) => boolean): Span[] {
  const spans: Span[] = [];
  sought.eachIn(text, (span) => {
    if (!may(span)) return;
    const last = spans.at(-1);
    if (last && span.from <= last.to) last.to = span.to;
    else spans.push(span);
  });
  return spans;
}

/** Says of one span after the other, in order, whether it lies outside every mask. */
function outside(masks: readonly Span[]): (span: Span) => boolean {
  let next = 0;
  return ({ from, to }) => {
    while ((masks[next]?.to ?? Infinity) < to) next += 1;
    return from < (masks[next]?.from ?? Infinity);
  };
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
