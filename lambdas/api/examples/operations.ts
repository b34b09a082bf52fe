import type * as z from 'zod';
import type { ApiRoute, OperationName } from '../routes';
import { publishing, schema, schemaCatalog, teamTemplate, template } from './templates';
import { stackExamples } from './stacks';
import { targetExamples } from './targets';
import { upkeepExamples } from './upkeep';
import { webhookExamples } from './webhooks';
import { events, imageBuild, planDigest, ready, record, summary, waiting, working } from './values';

type RouteOf<Name extends OperationName> = Extract<ApiRoute, { operation: Name }>;

/** An example of what an operation takes, if it takes a body, and of what it returns. */
export type Examples = {
  [Name in OperationName]: {
    body?: z.input<RouteOf<Name>['body']>;
    response: z.output<RouteOf<Name>['response']>;
  };
};

/** An example of each operation: the description shows them, and they are valid by its schemas. */
export const examples: Examples = {
  'list-templates': {
    response: {
      items: [
        {
          name: 'playground',
          title: 'Playground',
          description: 'Resources without cost, to try Leasehold with.',
          version: '1.0.0',
          versions: ['1.0.0'],
          lease: { default: '1d', max: '30d', permanent: false },
          approval: 'auto',
          role: 'developer',
        },
      ],
      next: null,
    },
  },
  'get-template': { response: template },
  'get-team-template': { response: teamTemplate },
  'get-publishing': { response: { ...publishing } },
  'upload-bundle': {
    body: { digest: teamTemplate.bundle, bytes: 48_211 },
    response: {
      url: 'https://catalog.example.com/uploads/cccccccc.zip?X-Amz-Signature=0000',
      headers: { 'content-length': '48211', 'content-type': 'application/zip' },
      expiresAt: '2026-01-01T00:05:00.000Z',
    },
  },
  'get-bundle': {
    response: {
      digest: teamTemplate.bundle,
      url: 'https://catalog.example.com/bundles/cccccccc.zip?X-Amz-Signature=0000',
      expiresAt: '2026-01-01T00:05:00.000Z',
      manifest: teamTemplate.manifest,
    },
  },
  'publish-template': {
    body: { team: 'shop', template: 'vpc', bundle: teamTemplate.bundle },
    response: { ...teamTemplate, unaccepted: ['aws_subnet', 'aws_vpc'] },
  },
  'request-trial': {
    body: { team: 'shop', template: 'vpc', bundle: teamTemplate.bundle },
    response: { ...teamTemplate, unaccepted: [], expiresAt: '2026-01-01T01:00:00.000Z' },
  },
  'accept-template': { body: { version: '1.0.0' }, response: teamTemplate },
  'retire-template': {
    body: { version: '1.0.0', as: 'deprecated', reason: 'Use 1.0.1.' },
    response: {
      ...teamTemplate,
      retired: {
        version: '1.0.0',
        as: 'deprecated',
        reason: 'Use 1.0.1.',
        by: 'ada@example.com',
        at: '2026-01-01T00:00:00.000Z',
      },
    },
  },
  'estimate-cost': {
    body: { template: 'playground', ttl: '2h', inputs: { resources: 3 } },
    response: {
      template: { name: 'playground', version: '1.0.0' },
      inputs: { resources: 3 },
      lease: {
        startedAt: '2026-01-01T00:00:00.000Z',
        expiresAt: '2026-01-01T02:00:00.000Z',
        ttl: '2h',
        max: '30d',
        extensions: 0,
        warnedFor: null,
      },
      estimate: {
        currency: 'USD',
        region: 'us-east-1',
        pricedAs: 'us-east-1',
        hourly: 0,
        monthly: 0,
        lease: 0,
        leaseHours: 2,
        lines: [],
        usage: [],
        unpriced: [],
        unverified: false,
        unverifiedPrices: [],
        pricesAsOf: null,
        notes: [],
      },
    },
  },
  'create-environment': {
    body: {
      name: 'web',
      template: 'playground',
      ttl: '3d',
      team: 'data',
      inputs: { resources: 3 },
      planOnly: true,
    },
    response: { ...waiting, status: 'pending' },
  },
  'upload-state': {
    body: { environment: 'web', digest: teamTemplate.bundle, bytes: 20_480 },
    response: {
      url: 'https://state.example.com/adoptions/web/cccccccc.tfstate?X-Amz-Signature=0000',
      headers: { 'content-length': '20480', 'content-type': 'application/json' },
      expiresAt: '2026-01-01T00:05:00.000Z',
    },
  },
  'list-environments': { response: { items: [ready], next: null } },
  'get-summary': { response: summary },
  'get-environment': { response: ready },
  'change-environment': { body: { inputs: { resources: 4 } }, response: working('provision') },
  'destroy-environment': { response: working('destroy') },
  'extend-environment': {
    body: { ttl: '2d' },
    response: { ...ready, lease: { ...ready.lease, extensions: 1, expiresAt: '2026-01-06T00:00:00.000Z' } },
  },
  'sleep-environment': { response: working('provision') },
  'wake-environment': { response: working('provision') },
  'schedule-sleep': {
    body: { sleep: '20:00-07:00 Europe/Berlin' },
    response: {
      ...ready,
      sleep: {
        asleep: false,
        schedule: '20:00-07:00 Europe/Berlin',
        monthly: { awake: 69.64, asleep: 20.53 },
        saves: { share: 0.4583, monthly: 22.51, lease: 2.22 },
      },
    },
  },
  'approve-plan': { body: { planDigest }, response: working('provision') },
  'reject-plan': { body: { planDigest, reason: 'Too dear.' }, response: working('destroy') },
  'cancel-run': { response: ready },
  'retry-run': { response: working('provision') },
  'get-lock': {
    response: {
      ID: '7c1f6f5e-0b3c-4f0e-9d0a-1a2b3c4d5e6f',
      Operation: 'OperationTypeApply',
      Info: '',
      Who: 'runner',
      Version: '1.11.4',
      Created: '2026-01-01T00:01:12Z',
      Path: '',
    },
  },
  'unlock-state': { body: { lockId: '7c1f6f5e-0b3c-4f0e-9d0a-1a2b3c4d5e6f' }, response: ready },
  'disown-resource': { body: { address: 'aws_iam_role.app' }, response: working('destroy') },
  ...upkeepExamples,
  'list-runs': { response: { items: [record], next: null } },
  'list-events': { response: events },
  'get-outputs': {
    response: { url: { sensitive: false, type: 'string', value: 'https://web.example.com' } },
  },
  'get-life': { response: { ...ready, evidence: null } },
  'get-run': { response: record },
  'get-plan': {
    response: {
      run: '01KDVDNA000000000000000004',
      digest: '4645f1b8a30c7e2d4645f1b8a30c7e2d4645f1b8a30c7e2d4645f1b8a30c7e2d',
      at: '2026-01-01T00:00:00.000Z',
      engine: 'terraform 1.11.4',
      resources: [
        {
          address: 'aws_s3_bucket.this',
          type: 'aws_s3_bucket',
          action: 'create',
          changes: [],
          price: { monthly: null, byUse: true, unpriced: false },
        },
      ],
      outputs: [],
    },
  },
  'get-logs': {
    response: {
      lines: [{ at: '2026-01-01T00:01:12.000Z', text: 'aws_s3_bucket.this: Creating...' }],
      next: null,
      done: true,
    },
  },
  ...stackExamples,
  'build-image': { body: { repository: 'acme/shop', ref: 'main', context: '.' }, response: imageBuild },
  'list-image-builds': { response: { items: [imageBuild], next: null } },
  'get-image-build': { response: imageBuild },
  'get-me': {
    response: {
      kind: 'person',
      id: 'people:ada@example.com',
      name: 'Ada',
      roles: ['developer'],
      teams: ['data'],
    },
  },
  ...webhookExamples,
  ...targetExamples,
  'list-refusals': {
    response: {
      items: [
        {
          kind: 'refused',
          at: '2026-01-01T00:00:00.000Z',
          actor: 'people:bob@example.com',
          operation: 'destroy-environment',
          thing: { environment: 'web' },
          code: 'Forbidden',
          rule: 'its owner (with the role developer) or an admin',
          request: 'JKJaXmPLvHcESHA=',
        },
      ],
      next: null,
    },
  },
  'get-sign-in': {
    response: {
      issuer: 'https://login.example.com',
      clientId: 'leasehold',
      scopes: ['openid'],
      redirectPorts: [],
    },
  },
  'get-openapi': { response: { openapi: '3.1.0' } },
  'list-schemas': { response: schemaCatalog },
  'get-schema': { response: schema },
  'get-docs': { response: '<!doctype html>\u2026' },
  'get-health': { response: { status: 'ok', at: '2026-01-01T00:00:00.000Z', templates: 1 } },
};
