import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { descendantsOf } from '../plane/descendants';

/** Where this process and its descendants listen. */
export interface Listening {
  ports: number[];
  /** Unix sockets by their paths. */
  sockets: string[];
}

/** Reads it from the kernel, so that no endpoint is forgotten; for Linux. */
export function listeningHere(): Listening {
  const own = new Set([process.pid, ...descendantsOf(process.pid).map(({ pid }) => pid)].flatMap(socketsOf));
  const ports = [...listeningPorts('/proc/net/tcp'), ...listeningPorts('/proc/net/tcp6')];
  return {
    ports: [...new Set(ports.filter(({ inode }) => own.has(inode)).map(({ port }) => port))],
    sockets: unixSockets().flatMap(({ inode, path }) => (own.has(inode) ? [path] : [])),
  };
}

/** The inodes of a process's sockets. */
function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return filesIn(folder).flatMap((fd) => {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(linkOf(`${folder}/${fd}`)) ?? [];
    return inode === undefined ? [] : [inode];
  });
}

/** A process may end meanwhile. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A file may be closed while the folder is read. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

const listenState = '0A';

function listeningPorts(table: string): { port: number; inode: string }[] {
  return rowsOf(table).flatMap(([, local = '', , state, , , , , , inode = '']) =>
    state === listenState ? [{ port: Number.parseInt(local.split(':')[1] ?? '', 16), inode }] : [],
  );
}

function unixSockets(): { inode: string; path: string }[] {
  return rowsOf('/proc/net/unix').flatMap(([, , , flags, , , inode = '', path = '']) =>
    // The flag of a socket that accepts connections.
    flags === '00010000' && path.startsWith('/') ? [{ inode, path }] : [],
  );
}

function rowsOf(table: string): string[][] {
  const [, ...lines] = readFileSync(table, 'utf8').trim().split('\n');
  return lines.map((line) => line.trim().split(/\s+/));
}
