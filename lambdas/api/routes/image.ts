import * as api from '../../../src/domain/api/requests';
import * as queries from '../../../src/domain/api/queries';
import { pageOf } from '../../../src/domain/api/responses';
import { ImageBuildView } from '../../../src/domain/image/image-build-view';
import { read, readId, type Route, start } from '../route';

const idsOfBuild = (result: unknown) => ({ imageBuild: (result as ImageBuildView).id });

/** The rows of the route table about builds of images. */
export const imageRoutes = [
  {
    ...start,
    path: '/image-builds',
    params: queries.NoParams,
    operation: 'build-image',
    summary: 'Build the image of a repository',
    body: api.BuildImageBody,
    response: ImageBuildView,
    idsIn: idsOfBuild,
    location: '/image-builds/{id}',
  },
  {
    ...read,
    path: '/image-builds',
    operation: 'list-image-builds',
    summary: 'List image builds, newest first',
    query: queries.ListImageBuildsQuery,
    response: pageOf(ImageBuildView),
  },
  {
    ...readId,
    path: '/image-builds/{id}',
    idIsOf: 'imageBuild',
    operation: 'get-image-build',
    summary: 'Show an image build: its digest and scan findings',
    response: ImageBuildView,
    idsIn: idsOfBuild,
  },
] as const satisfies readonly Route[];
