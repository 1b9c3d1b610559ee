import type { VersionId } from '#contract/versions.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../ui/table/table-columns.ts'
import { WholeLink } from '../../ui/text/Whole.tsx'

/** A row's version as its accessible name. */
export const versionName = ({ name, version }: VersionId) => `${name} version ${version}`

/** The first column of both tables: a link to the version. */
export const versionColumn: Column<VersionId> = {
  id: 'version',
  header: 'Version',
  width: 240,
  pinned: true,
  cell: ({ name, version }) => (
    <WholeLink text={versionName({ name, version })} what="Version" to={paths.version({ name, version })} width={224}>
      <bdi>{name}</bdi> version {version}
    </WholeLink>
  ),
}
