import { byArn } from '../arn-form';
import { idFrom } from '../identity';
import { need, retagging, tagging } from '../need';
import { isPriceKey } from '../price-book';
import { blockIn, metered, type Pricer, textIn } from '../pricing';
import type { FactsByType } from '../resource-facts';
import { passRole } from '../shared-needs';

const codebuild = need('codebuild');
const handingOver = passRole('service_role', 'codebuild.amazonaws.com');

/** `BUILD_GENERAL1_SMALL` in an `ARM_CONTAINER` is `codebuild-arm-small` in the book. */
const buildProject: Pricer = ({ attributes }) => {
  const environment = { ...attributes, ...blockIn(attributes['environment']) };
  const size = (textIn(environment['compute_type']) ?? '').replace('BUILD_GENERAL1_', '').toLowerCase();
  const kind = textIn(environment['type']) ?? 'LINUX_CONTAINER';
  const price = `codebuild-${kind === 'ARM_CONTAINER' ? 'arm' : 'x86'}-${size}`;
  if (!isPriceKey(price) || !/^(LINUX|ARM)_CONTAINER$/.test(kind))
    return { unpriced: [`no price for ${size || 'unknown'} builds in ${kind}`] };
  return { metered: [metered('builds', price, 'build minute')] };
};

/** AWS CodeBuild. */
export const codebuildTypes: FactsByType = {
  aws_codebuild_project: {
    identity: { ...idFrom('name'), idIs: 'arn' },
    arn: byArn('codebuild', /^project\//),
    tags: 'listed',
    read: [codebuild('project/{name}', 'BatchGetProjects')],
    create: [tagging(codebuild('project/{name}', 'CreateProject')), handingOver],
    update: [codebuild('project/{name}', 'UpdateProject'), handingOver],
    retag: [retagging(codebuild('project/{name}', 'UpdateProject')), handingOver],
    destroy: [codebuild('project/{name}', 'DeleteProject')],
    price: buildProject,
    priceOnly: ['compute_type', 'type'],
  },
};
