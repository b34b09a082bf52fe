/** A call of which it is not known what IAM asks for it: nothing is allowed that nobody can judge. */
export class UnknownCall extends Error {
  constructor(what: string) {
    super(
      `${what} is not known to this emulator, which therefore refuses it (src/emulators/authorize/services)`,
    );
    this.name = 'UnknownCall';
  }
}
