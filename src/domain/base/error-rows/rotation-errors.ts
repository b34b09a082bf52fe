import { row } from '../error-row';

/** What goes wrong with rotations. */
export const rotationErrors = {
  CertificateUnfit: row('invalid', (d: { why: string }) => d.why),
  AsleepForRotation: row(
    'conflict',
    (d: { name: string }) =>
      `'${d.name}' is asleep, and its services could not prove that they use a new value. Run 'idp wake ${d.name}' first.`,
  ),
  RotationNotFound: row(
    'not-found',
    (d: { run: string }) =>
      `The run '${d.run}' left no list of what it rotated. 'idp rotate <environment> --dry-run' makes one.`,
  ),
};
