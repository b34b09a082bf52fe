import type { Arns } from '../names';
import { throughStorage } from './encrypted';
import type { Permission } from './permission';
import { absent, changeEnvironments, releaseRequests } from './shared';

const why = 'Documents of revisions are named by their digest.';

/** The API keeps the document of a revision before the stack names it, and reads it for whoever may see the stack. */
export function keepStacks(arns: Arns): Permission[] {
  return [
    {
      sid: 'KeepStacks',
      actions: ['s3:PutObject', 's3:GetObject'],
      resources: [`${arns.artifacts}/stacks/*`],
      why,
    },
    {
      sid: 'OrderPreviews',
      actions: ['s3:PutObject'],
      resources: [`${arns.artifacts}/runs/*/preview.json`],
      why: 'What a preview run is to plan, which is named by the run.',
    },
    readShownPlans(arns),
    throughStorage(arns, [arns.artifacts], { sid: 'EncryptStacks', actions: ['kms:GenerateDataKey'] }),
  ];
}

/** Whoever gives orders, or hears of plans, reads what was shown. */
function readShownPlans({ artifacts }: Arns): Permission {
  return {
    sid: 'ReadShownPlans',
    actions: ['s3:GetObject'],
    resources: [`${artifacts}/runs/*/shown-*.json`],
    why: 'Plans that people were shown, and exact ones to compare with them, by run and digest.',
  };
}

/** What the orders of a stack are made of: its document, the templates offered, and the outputs of producers. */
export function readForStacks(arns: Arns): Permission[] {
  return [
    { sid: 'ReadStacks', actions: ['s3:GetObject'], resources: [`${arns.artifacts}/stacks/*`], why },
    readShownPlans(arns),
    { sid: 'ReadCatalog', actions: ['s3:GetObject'], resources: [`${arns.catalog}/index.json`] },
    {
      sid: 'ReadOutputsOfProducers',
      actions: ['s3:GetObject'],
      resources: [`${arns.state}/environments/*/outputs.json`],
      why: 'Outputs of any life; never a state.',
    },
    throughStorage(arns, [arns.state, arns.artifacts], { sid: 'DecryptForStacks', actions: ['kms:Decrypt'] }),
    { ...absent(arns.state), sid: 'TellAbsentState' },
    { ...absent(arns.catalog), sid: 'TellAbsentCatalog' },
  ];
}

/** What goes on in a stack after news of a component: every order that an environment can be given. */
export function moveStackPermissions(arns: Arns): Permission[] {
  return [
    ...changeEnvironments(arns),
    ...readForStacks(arns),
    absent(arns.artifacts),
    releaseRequests(arns),
    { sid: 'ListOfOwners', actions: ['dynamodb:Query'], resources: [arns.index('owner')] },
    { sid: 'ListTargets', actions: ['dynamodb:Query'], resources: [arns.index('list')] },
  ];
}
