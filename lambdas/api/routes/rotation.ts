import { RotateEnvironmentBody, UploadCertificateBody } from '../../../src/domain/api/rotation-requests';
import { RotationDocument } from '../../../src/domain/environment/rotation/rotation-document';
import { NoParams } from '../../../src/domain/api/queries';
import { UploadView } from '../../../src/domain/api/responses';
import { change, noIds, readId, type Route, start } from '../route';

/** The rows of the route table about rotations. */
export const rotationRoutes = [
  {
    ...start,
    path: '/environments/{name}/rotate',
    operation: 'rotate-environment',
    summary:
      'Rotate the credentials, secrets and keys that an environment holds, or list them; a rotation that stopped is continued',
    body: RotateEnvironmentBody,
  },
  {
    ...change,
    path: '/certificates',
    params: NoParams,
    operation: 'upload-certificate',
    summary: 'Obtain the address to upload a certificate to that is to replace one of an environment',
    body: UploadCertificateBody,
    response: UploadView,
    idsIn: noIds,
  },
  {
    ...readId,
    path: '/runs/{id}/rotation',
    idIsOf: 'run',
    operation: 'get-rotation',
    summary: 'Show what a run rotated, or would rotate, step by step',
    response: RotationDocument,
    stored: true,
  },
] as const satisfies readonly Route[];
