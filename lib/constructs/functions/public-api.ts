import { Duration, Validations } from 'aws-cdk-lib';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Domain } from '../../config/schema';
import { addDomain } from './public-domain';
import { type Route, routes } from '../../../lambdas/api/routes';
import { nameIn } from '../../../src/plane/names';
import { createLogGroup } from '../hub/log-group';

/** One function serves every route, another verifies the caller. */
export interface PublicApiProps {
  stage: string;
  handler: IFunction;
  authorizer: IFunction;
  domain?: Domain | undefined;
}

const throttle = { rateLimit: 50, burstLimit: 100 };

/** What is logged of each request: never a header, a body or a query. */
const accessLog = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

/** The HTTP API: a route for each row of the one route table, and one for what no row takes, which the API refuses in its words. */
export class PublicApi extends Construct {
  readonly api: HttpApi;
  readonly url: string;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    const { stage, domain } = props;
    this.api = new HttpApi(this, 'Api', { apiName: nameIn(stage, 'api'), createDefaultStage: false });
    this.addRoutes(props);
    const gateway = this.addStage(stage);
    this.url = domain === undefined ? gateway.url : `https://${domain.name}/`;
    if (domain) addDomain(this, { domain, api: this.api, stage: gateway });
  }

  private addRoutes({ handler, authorizer }: PublicApiProps): void {
    const integration = new HttpLambdaIntegration('Handler', handler, { scopePermissionToRoute: false });
    const authenticated = asksWho(authorizer);
    const add = (id: string, routeKey: HttpRouteKey, authorizer: IHttpRouteAuthorizer) =>
      new HttpRoute(this, id, { httpApi: this.api, routeKey, integration, authorizer });
    for (const { method, path, role, operation } of routes as readonly Route[]) {
      const routeKey = HttpRouteKey.with(path, HttpMethod[method]);
      if (role !== 'public') add(operation, routeKey, authenticated);
      else
        asPublic(
          add(operation, routeKey, new HttpNoneAuthorizer()),
          'The route table calls it public: it returns nothing about environments.',
        );
    }
    asPublic(
      add('unmatched', HttpRouteKey.DEFAULT, new HttpNoneAuthorizer()),
      'It returns which methods a path of the public description has, and nothing else.',
    );
  }

  private addStage(stage: string): HttpStage {
    const logs = createLogGroup(this, 'AccessLogs', `/leasehold/${stage}/api-access`);
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
  }
}

function asPublic(route: HttpRoute, reason: string): void {
  Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason });
}

/** No identity source: without one, API Gateway would reply to a request without a token itself, and not with a problem document. */
function asksWho(authorizer: IFunction): IHttpRouteAuthorizer {
  return new HttpLambdaAuthorizer('Authorizer', authorizer, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: [],
    resultsCacheTtl: Duration.seconds(0),
  });
}
