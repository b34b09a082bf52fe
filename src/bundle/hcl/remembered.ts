const most = 10_000;

/** A function of texts that works out each only once: a bundle is looked at from many sides, and its modules are in many bundles. */
export function remembered<Texts extends string[], Result>(
  work: (...texts: Texts) => Promise<Result>,
): (...texts: Texts) => Promise<Result> {
  const known = new Map<string, Promise<Result>>();
  return (...texts) => {
    const key = texts.join('\0');
    const found = known.get(key);
    if (found) return found;
    // Forgetting all is enough: who reads so much reads most of it once.
    if (known.size === most) known.clear();
    const result = work(...texts);
    known.set(key, result);
    return result;
  };
}
