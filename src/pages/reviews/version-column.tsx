import { Link as RouterLink } from 'react-router'
import type { VersionId } from '#contract/versions.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../ui/table/table-columns.ts'

/** A row's version as its accessible name. */
export const versionName = ({ name, version }: VersionId) => `${name} version ${version}`

/** The first column of both tables: a link to the version. */
export const versionColumn: Column<VersionId> = {
  id: 'version',
  header: 'Version',
  width: 240,
  pinned: true,
  cell: ({ name, version }) => (
    <RouterLink to={paths.version({ name, version })} title={versionName({ name, version })}>
      <bdi>{name}</bdi> version {version}
    </RouterLink>
  ),
}
