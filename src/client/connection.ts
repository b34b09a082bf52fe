/** A control plane and the token to use there; `from` says where they were found. */
export interface Connection {
  url: string;
  token: string;
  from: string;
}
