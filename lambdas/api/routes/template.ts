import * as api from '../../../src/domain/api/requests';
import * as queries from '../../../src/domain/api/queries';
import * as templates from '../../../src/domain/api/template-requests';
import * as responses from '../../../src/domain/api/responses';
import { PublishingRules } from '../../../src/domain/template/publishing';
import { change, noIds, read, type Route } from '../route';

/** Nothing else records who published, accepted or withdrew what: the log has the version beside the actor. */
const idsOfVersion = (result: unknown) => {
  const { name, version } = result as responses.TemplateView;
  return { template: name, version };
};
/** A row that changes the catalog. */
const publish = { ...change, params: queries.NoParams, role: 'publisher', idsIn: idsOfVersion } as const;

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
    params: templates.TemplateParams,
    query: queries.GetTemplateQuery,
    response: responses.TemplateView,
  },
  {
    ...read,
    path: '/templates/{team}/{template}',
    operation: 'get-team-template',
    previews: true,
    summary: "Show a team's template: its inputs, lease, approval rule and outputs",
    params: templates.TeamTemplateParams,
    query: queries.GetTemplateQuery,
    response: responses.TemplateView,
  },
  {
    ...read,
    path: '/publishing',
    operation: 'get-publishing',
    previews: true,
    summary: 'Show what a template must keep to in order to be published',
    response: PublishingRules,
  },
  {
    ...publish,
    path: '/bundles',
    operation: 'upload-bundle',
    idsIn: noIds,
    role: 'developer',
    summary: 'Obtain the address to upload a bundle to',
    body: templates.UploadBundleBody,
    response: responses.UploadView,
  },
  {
    ...read,
    path: '/bundles/{digest}',
    operation: 'get-bundle',
    summary:
      'Obtain the address to download the files of a template from: of a published one, or of one that your team tries',
    params: templates.BundleParams,
    response: responses.BundleView,
    unkept: true,
  },
  {
    ...publish,
    path: '/templates',
    operation: 'publish-template',
    summary: 'Publish an uploaded bundle as a version of a template of a team',
    body: templates.PublishTemplateBody,
    response: responses.TemplateView,
  },
  {
    ...publish,
    path: '/trials',
    operation: 'request-trial',
    role: 'developer',
    summary: 'Try an uploaded bundle for an hour without publishing it',
    body: templates.RequestTrialBody,
    response: responses.TrialView,
  },
  {
    ...publish,
    path: '/templates/{team}/{template}/accept',
    operation: 'accept-template',
    role: 'admin',
    summary: "Accept the types of resources of a team's template, so that its own approval rule applies",
    params: templates.TeamTemplateParams,
    body: templates.AcceptTemplateBody,
    response: responses.TemplateView,
  },
  {
    ...publish,
    path: '/templates/{team}/{template}/retire',
    operation: 'retire-template',
    summary: "Deprecate or withdraw a version of a team's template",
    params: templates.TeamTemplateParams,
    body: templates.RetireTemplateBody,
    response: responses.TemplateView,
  },
  {
    ...change,
    path: '/estimates',
    params: queries.NoParams,
    operation: 'estimate-cost',
    role: 'viewer',
    summary: 'Estimate what an environment would cost over its lease',
    body: api.EstimateCostBody,
    response: responses.EstimateView,
    idsIn: noIds,
  },
] as const satisfies readonly Route[];
