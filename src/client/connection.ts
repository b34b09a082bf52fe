/** A control plane and the token to use there; `from` says where they were found. */
export interface Connection {
  url: string;
  token: string;
  from: string;
  /** The proxy on the way, if there is one. */
  via?: string;
}

/** A control plane that is spoken to; without a token, as nobody. */
export type Reachable = Omit<Connection, 'token'> & Partial<Pick<Connection, 'token'>>;

/** Finds the control plane and a token for the next request: another one than `refused`, where there is one to be had. */
export type Connect = (refused?: string) => Promise<Reachable>;
