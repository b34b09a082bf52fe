/** A call of which it is not known what IAM asks for it: nothing is allowed that nobody can judge. */
export class UnknownCall extends Error {
  constructor(what: string) {
    super(`${what} is unknown to this emulator and is refused (src/emulators/authorize/services)`);
    this.name = 'UnknownCall';
  }
}
