import type { Route } from './route';
import { accessRoutes } from './routes/access';
import { driftRoutes } from './routes/drift';
import { environmentRoutes } from './routes/environment';
import { imageRoutes } from './routes/image';
import { rotationRoutes } from './routes/rotation';
import { runRoutes } from './routes/run';
import { stackRoutes } from './routes/stack';
import { targetRoutes } from './routes/target';
import { templateRoutes } from './routes/template';
import { upkeepRoutes } from './routes/upkeep';
import { webhookRoutes } from './routes/webhook';

export type { Route } from './route';

/** Everything the API does: CDK, the local gateway, the API's own dispatch and OpenAPI read this one table. */
export const routes = [
  ...templateRoutes,
  ...environmentRoutes,
  ...driftRoutes,
  ...rotationRoutes,
  ...upkeepRoutes,
  ...runRoutes,
  ...stackRoutes,
  ...imageRoutes,
  ...webhookRoutes,
  ...targetRoutes,
  ...accessRoutes,
] as const satisfies readonly Route[];

/** A route of the table, with its schemas. */
export type ApiRoute = (typeof routes)[number];
/** The name of an operation, as it stands in the table. */
export type OperationName = ApiRoute['operation'];
