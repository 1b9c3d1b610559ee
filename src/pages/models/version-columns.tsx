import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import { ownTags } from '#contract/tags.ts'
import { type ModelVersion, stages } from '#contract/versions.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../ui/columns.ts'
import { firstLine } from '../../ui/first-line.ts'
import { StageChip } from '../../ui/StageChip.tsx'
import { Time } from '../../ui/Time.tsx'
import { RegisteredBy, SourceRunLink } from './SourceRun.tsx'
import { TagCell } from '../../ui/TagCell.tsx'

const stageOf = ({ current_stage = 'None' }: ModelVersion) => current_stage

/** The columns of a model's versions; the model knows which aliases each has. */
export function versionColumns(aliases: NonNullable<RegisteredModel['aliases']>): readonly Column<ModelVersion>[] {
  const aliasesOf = ({ version }: ModelVersion) =>
    aliases
      .filter((it) => it.version === version)
      .map(({ alias }) => `@${alias}`)
      .join(' ')
  return [
    {
      id: 'version',
      header: 'Version',
      width: 108,
      pinned: true,
      sortBy: ({ version }) => Number(version),
      cell: (version) => (
        <Link component={RouterLink} to={paths.version(version)}>
          Version {version.version}
        </Link>
      ),
    },
    {
      id: 'stage',
      header: 'Stage',
      width: 116,
      sortBy: (version) => stages.indexOf(stageOf(version)),
      cell: (version) => <StageChip stage={stageOf(version)} />,
    },
    {
      id: 'aliases',
      header: 'Aliases',
      width: 150,
      sortBy: (version) => aliasesOf(version) || undefined,
      cell: (version) => <span title={aliasesOf(version)}>{aliasesOf(version) || '–'}</span>,
    },
    {
      id: 'registered',
      header: 'Registered at',
      width: 124,
      sortBy: ({ creation_timestamp }) => creation_timestamp,
      cell: ({ creation_timestamp }) => <Time ms={creation_timestamp} />,
    },
    { id: 'by', header: 'By', width: 104, cell: (version) => <RegisteredBy version={version} /> },
    { id: 'run', header: 'Source run', width: 140, cell: (version) => <SourceRunLink version={version} /> },
    {
      id: 'description',
      header: 'Description',
      width: 260,
      sortBy: ({ description }) => firstLine(description) || undefined,
      cell: ({ description }) => <bdi title={firstLine(description)}>{firstLine(description) || '–'}</bdi>,
    },
    { id: 'tags', header: 'Tags', width: 160, cell: ({ tags }) => <TagCell tags={ownTags(tags)} /> },
  ]
}
