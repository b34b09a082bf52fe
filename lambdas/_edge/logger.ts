import { Logger } from '@aws-lambda-powertools/logger';

/** The structured log of one process; it receives ids only, never a body, a token or a value of an input. */
export const logger = new Logger({ serviceName: 'leasehold' });
