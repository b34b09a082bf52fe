import { patiently } from '../../support/patience';

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

/** Looks until something is there; `progress` changes while it is on its way. Throws StoodStill when it never comes. */
export async function comesTrue<Thing>(
  what: string,
  look: () => Thing | undefined | Promise<Thing | undefined>,
  progress: () => unknown = () => undefined,
): Promise<Thing> {
  const both = async () => ({ thing: await look(), progress: await progress() });
  return patiently(what, both, { everyMs: 100 });
}
