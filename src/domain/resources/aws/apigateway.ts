import { byGroup } from '../arn-form';
import { metered, type Pricer } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const httpApi: Pricer = ({ attributes }) =>
  attributes['protocol_type'] === 'WEBSOCKET'
    ? { unpriced: ['no price for a WebSocket API'] }
    : { metered: [metered('requests', 'http-api', 'million requests')] };

const restApi: Pricer = () => ({ metered: [metered('requests', 'rest-api', 'million requests')] });

/** Amazon API Gateway. */
export const apigatewayTypes: FactsByType = {
  aws_api_gateway_rest_api: {
    arn: byGroup('apigateway', /^\/restapis\/([^/]+)$/),
    price: restApi,
  },
  aws_apigatewayv2_api: {
    arn: byGroup('apigateway', /^\/apis\/([^/]+)$/),
    price: httpApi,
  },
  ...freeTypes(
    'aws_apigatewayv2_authorizer',
    'aws_apigatewayv2_deployment',
    'aws_apigatewayv2_integration',
    'aws_apigatewayv2_route',
    'aws_apigatewayv2_stage',
  ),
};
