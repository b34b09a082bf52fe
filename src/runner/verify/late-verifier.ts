import type { Verifier } from './verification';

/** The verifier that asks AWS, loaded when it is first asked: most runs that make something never do. */
export const lateVerifier: Verifier = {
  adoptUnaccounted: async (context) => (await import('./verifier')).verifier.adoptUnaccounted(context),
  verifyEmpty: async (context) => (await import('./verifier')).verifier.verifyEmpty(context),
};
