import { textsAt } from '../input';
import { namedBy } from '../named-by';
import type { NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

const projects = namedBy('project', 'project/{}', 'name', 'names', 'projectName');

/** AWS CodeBuild. A build's right is that of its project, whose name its id begins with. */
export const codeBuild: ServiceRules = {
  prefix: 'codebuild',
  signedAs: ['codebuild'],
  protocol: 'json',
  named: (operation) => [...projects(operation), ...projectsOfBuilds(operation)],
  tags: ({ input }) => tagsIn(input, 'tags'),
  passedTo: () => 'codebuild.amazonaws.com',
};

function projectsOfBuilds({ input }: Operation): NamedResource[] {
  const ids = ['id', 'ids'].flatMap((parameter) => textsAt(input, parameter));
  const names = ids.map((id) => id.replace(/^arn:.*:build\//, '').replace(/:[^:]*$/, ''));
  return [...new Set(names)].map((name) => ({ type: 'project', part: `project/${name}` }));
}
