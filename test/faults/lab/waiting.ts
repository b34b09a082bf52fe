import { setTimeout as sleep } from 'node:timers/promises';

/** A promise that whoever holds it fulfils. */
export interface Gate {
  opened: Promise<void>;
  open: () => void;
}

/** A gate that is closed until somebody opens it. */
export function closedGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Looks until something is there; an error that says what was waited for when it never comes. */
export async function comesTrue<Thing>(
  what: string,
  look: () => Thing | undefined | Promise<Thing | undefined>,
  seconds = 120,
): Promise<Thing> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(100)) {
    const thing = await look();
    if (thing !== undefined) return thing;
  }
  throw new Error(`${what} did not come within ${seconds} s`);
}
