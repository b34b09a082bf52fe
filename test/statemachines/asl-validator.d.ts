/** The package comes without types; this is what the tests use of it. */
declare module 'asl-validator' {
  export default function validate(
    definition: unknown,
    options?: { checkPaths?: boolean; checkArn?: boolean },
  ): { isValid: boolean; errors: unknown[] };
}
