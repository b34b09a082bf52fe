/** A certificate with its key and chain as files had them, checked to belong together, and ready to be uploaded. */
export interface GivenCertificate {
  /** What is uploaded; it has the private key, so no message may have any of it. */
  body: Uint8Array;
  /** The SHA-256 of `body`, in hex. */
  digest: string;
  names: readonly string[];
  /** When it ends, as an instant. */
  ends: string;
}
