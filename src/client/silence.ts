/** A person who sees nothing for longer than this does not know whether to wait. */
const longest = 2_000;

/** Tells a person why nothing happens, before they have seen nothing for two seconds. */
export interface Silence {
  /** Waits for `work`; says `text` if it goes on for longer. */
  during<Result>(work: Promise<Result>, text: string): Promise<Result>;
  /** Says `text` if a pause of so many milliseconds makes it longer. */
  before(ms: number, text: string): void;
}

/** The silence begins now, and again with whatever is said. */
export function createSilence(say: (text: string) => void): Silence {
  let since = performance.now();
  const quiet = () => performance.now() - since;
  const tell = (text: string) => {
    since = performance.now();
    say(text);
  };
  return {
    during: async (work, text) => {
      const timer = setTimeout(() => tell(text), Math.max(0, longest - quiet()));
      try {
        return await work;
      } finally {
        clearTimeout(timer);
      }
    },
    before: (ms, text) => {
      if (quiet() + ms < longest) return;
      tell(text);
      since += ms;
    },
  };
}
