import { byArn } from '../arn-form';
import { idFrom } from '../identity';
import { need } from '../need';
import { isPriceKey } from '../price-book';
import { blockIn, metered, type Pricer, textIn } from '../pricing';
import type { FactsByType } from '../resource-facts';

const codebuild = need('codebuild');

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
    destroy: [codebuild('project/{name}', 'BatchGetProjects', 'DeleteProject')],
    price: buildProject,
  },
};
