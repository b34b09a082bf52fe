/** A refusal in the words of OAuth 2 (RFC 6749 §4.1.2.1 and §5.2). */
export class OAuthError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'OAuthError';
  }
}
