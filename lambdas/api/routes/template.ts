import * as api from '../../../src/domain/api/requests';
import * as responses from '../../../src/domain/api/responses';
import { TemplateVersion } from '../../../src/domain/template/template';
import { change, noIds, read, type Route } from '../route';

/** The rows of the route table about templates, and what an environment of one would cost. */
export const templateRoutes = [
  {
    ...read,
    path: '/templates',
    operation: 'list-templates',
    previews: true,
    summary: 'List the templates of the catalog',
    response: responses.pageOf(responses.TemplateSummary),
  },
  {
    ...read,
    path: '/templates/{template}',
    operation: 'get-template',
    previews: true,
    summary: 'Show a template: its inputs, lease, approval rule and outputs',
    params: api.TemplateParams,
    query: api.GetTemplateQuery,
    response: TemplateVersion,
  },
  {
    ...change,
    path: '/estimates',
    params: api.NoParams,
    operation: 'estimate-cost',
    role: 'viewer',
    summary: 'Estimate what an environment would cost over its lease',
    body: api.EstimateCostBody,
    response: responses.EstimateView,
    idsIn: noIds,
  },
] as const satisfies readonly Route[];
