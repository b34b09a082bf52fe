/** What names may be at most. */
const mostOfName = 20;
const mostOfTemplate = 40;

/** Names that are allowed here for names of Atmos, each its own within what `taken` is of. */
export function openNames(most = mostOfName): (name: string) => string {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (name) => {
    const known = given.get(name);
    if (known !== undefined) return known;
    const plain = plainName(name);
    const isFree = plain.length <= most && !taken.has(plain);
    const made = isFree ? plain : shortened(plain, name, most);
    taken.add(made);
    given.set(name, made);
    return made;
  };
}

/** The name of a template for a folder of a root module. */
export function templateNameOf(folder: string): string {
  const plain = plainName(folder);
  const long = plain.length <= mostOfTemplate ? plain : shortened(plain, folder, mostOfTemplate);
  return long.length < 2 ? `${long}-x` : long;
}

function plainName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return /^[a-z]/.test(plain) ? plain : `x-${plain}`.replace(/-$/, '');
}

/** The beginning with a digest of the whole, so that two long names stay two. */
function shortened(plain: string, name: string, most: number): string {
  const digest = checksum(name);
  return `${plain.slice(0, most - 5).replace(/-+$/, '')}-${digest}`;
}

/** Four digits that tell names apart; no secret rests on them. */
function checksum(text: string): string {
  const sum = [...text].reduce(
    (before, one) => Math.imul(before ^ (one.codePointAt(0) ?? 0), 16_777_619),
    2_166_136_261,
  );
  return (sum >>> 0).toString(16).padStart(8, '0').slice(-4);
}
