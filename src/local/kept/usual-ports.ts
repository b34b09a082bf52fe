/** Opens on the port of the plane before, so that addresses go on meaning the same, or on a free one where others took it. */
export async function onPort<Opened>(
  usual: number | undefined,
  open: (port: number) => Promise<Opened>,
): Promise<Opened> {
  if (usual === undefined) return open(0);
  return open(usual).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') return open(0);
    throw error;
  });
}

/** The ports of addresses, by the same names. */
export function mapPorts<Name extends string>(urls: Record<Name, string>): Record<Name, number> {
  const ports = Object.entries<string>(urls).map(([name, url]) => [name, Number(new URL(url).port)]);
  return Object.fromEntries(ports) as Record<Name, number>;
}
