import { unsupported } from '../../../../src/bundle/proof/certain-resources';
import { derivedTypes } from '../../../../src/domain/resources/derived/derived-needs';
import { recordedTypes, recordsNeeds } from '../../../../src/domain/resources/types';

const made = (type: string) => ({ type, path: 'templates/web/main.tf', address: `${type}.x` });

describe('what every plan of a template makes', () => {
  it('is supported where its needs are recorded or derived, whatever targets offer', () => {
    const known = [...recordedTypes.filter(recordsNeeds), ...derivedTypes];

    expect(unsupported(known.map(made), [])).toEqual([]);
  });

  it('is refused by name where neither is there, unless a target offers the service as a whole', () => {
    expect(unsupported([made('aws_swf_domain')], ['sqs'])).toEqual([
      'templates/web/main.tf: aws_swf_domain.x is of type aws_swf_domain, which is not supported yet: no IAM actions are recorded or derived for it, and no target offers the service swf as a whole; ask your platform team, or make it optional with count',
    ]);
    expect(unsupported([made('aws_swf_domain')], ['swf'])).toEqual([]);
  });
});
