import * as queries from '../../../src/domain/api/queries';
import { ListCertificatesQuery } from '../../../src/domain/api/certificate-requests';
import { CertificateList } from '../../../src/domain/environment/certificates/certificate-list';
import { LockList } from '../../../src/domain/environment/locks/lock-list';
import { read, type Route } from '../route';

/** The rows of the route table about what a platform team looks after in all environments. */
export const upkeepRoutes = [
  {
    ...read,
    path: '/certificates',
    params: queries.NoParams,
    operation: 'list-certificates',
    summary: 'List the certificates of environments by their ends',
    query: ListCertificatesQuery,
    response: CertificateList,
    unkept: true,
  },
  {
    ...read,
    path: '/locks',
    params: queries.NoParams,
    operation: 'list-locks',
    role: 'admin',
    summary: 'List the locks on Terraform states, with whether the run that took each is at work',
    response: LockList,
    unkept: true,
  },
] as const satisfies readonly Route[];
