/** `npm start` cannot start as it was asked to: one line for each reason, known before anything was started. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';

  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}
