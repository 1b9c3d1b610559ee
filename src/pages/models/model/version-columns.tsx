import { FirstLine } from '../../../ui/text/FirstLine.tsx'
import { Whole, WholeLink } from '../../../ui/text/Whole.tsx'
import { Link as RouterLink } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import type { Run } from '#contract/runs.ts'
import { BY_TAG, ownTags, tagValue } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import { stages } from '#contract/stages.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { paths } from '../../../paths.ts'
import type { Column } from '../../../ui/table/table-columns.ts'
import { firstLine } from '../../../ui/text/first-line.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { decimalsOf } from '../../../ui/text/format-number.ts'
import { shortId } from '../../../ui/text/short-id.ts'
import { runLinkUrl } from '../../../domain/runs/run-link.ts'
import { metricHeader, metricMeaning, metricWords } from '../../../domain/metric-meaning.ts'
import { numberOf, type ValueChoice, valueHint, valueSuffix } from '../../../domain/metrics/metric-value.ts'
import { StageChip } from '../../../domain/StageChip.tsx'
import { TagCell } from '../../../domain/tags/TagCell.tsx'
import { Time } from '../../../ui/text/Time.tsx'

const stageOf = ({ current_stage = 'None' }: ModelVersion) => current_stage

type Known = {
  /** The model knows the aliases of each version. */
  aliases: NonNullable<RegisteredModel['aliases']>
  /** The source runs by id, once loaded. */
  runs: ReadonlyMap<string, Run> | undefined
  /** Metrics of these runs shown as columns. */
  metrics: readonly string[]
  /** The model's tags, which say what metrics mean. */
  tags: readonly Tag[]
  /** Which value of metrics is shown. */
  choice: ValueChoice
  /** The versions in Staging and Production. */
  active: readonly ModelVersion[]
  /** Of all versions, once they are loaded. */
  newest: ModelVersion | undefined
}

/** The columns of a model's versions. */
export function versionColumns({
  aliases,
  runs,
  metrics,
  tags,
  choice,
  active,
  newest,
}: Known): readonly Column<ModelVersion>[] {
  const runOf = ({ run_id }: ModelVersion) => runs?.get(run_id ?? '')
  const runName = (version: ModelVersion) => runOf(version)?.info.run_name || shortId(version.run_id ?? '')
  /** Who registered it: the author tag, otherwise the user of the source run. */
  const byOf = (version: ModelVersion) => tagValue(version.tags, BY_TAG) || runOf(version)?.info.user_id
  const valueOf = (version: ModelVersion, key: string) =>
    runOf(version)?.data.metrics?.find((metric) => metric.key === key)?.value
  const aliasesOf = ({ version }: ModelVersion) =>
    aliases
      .filter((it) => it.version === version)
      .map(({ alias }) => `@${alias}`)
      .join(' ')
  const newestActive = Math.max(...active.map(({ version }) => Number(version)))
  /** Newer than all versions in use, and nobody has given it a stage. */
  const isNew = (version: ModelVersion) =>
    active.length > 0 && stageOf(version) === 'None' && Number(version.version) > newestActive
  return [
    {
      id: 'version',
      header: 'Version',
      // Of a table with three metrics in a window of 1440 px, no more is left.
      width: (newest && isNew(newest) ? 104 : 91) + 9 * (newest?.version.length ?? 1),
      pinned: true,
      sortBy: ({ version }) => Number(version),
      cell: (version) => (
        <>
          <RouterLink to={paths.version(version)}>Version {version.version}</RouterLink>
          {isNew(version) && (
            <>
              {' '}
              <span className="aside">new</span>
            </>
          )}
        </>
      ),
    },
    {
      id: 'stage',
      header: 'Stage',
      width: 108,
      sortBy: (version) => stages.indexOf(stageOf(version)),
      cell: (version) => <StageChip stage={stageOf(version)} />,
    },
    {
      id: 'aliases',
      header: 'Aliases',
      width: 112,
      sortBy: (version) => aliasesOf(version) || undefined,
      cell: (version) => <Whole text={aliasesOf(version)} what="Aliases" width={112} />,
    },
    {
      id: 'registered',
      header: 'Registered',
      width: 116,
      sortBy: ({ creation_timestamp }) => creation_timestamp,
      cell: ({ creation_timestamp }) => <Time ms={creation_timestamp} />,
    },
    {
      id: 'by',
      header: 'Registered by',
      width: 120,
      sortBy: (version) => byOf(version) || undefined,
      cell: (version) => <Whole text={byOf(version)} what="Registered by" width={120} />,
    },
    {
      id: 'run',
      header: 'Source run',
      width: 128,
      sortBy: (version) => runName(version) || undefined,
      cell: (version) => {
        if (!version.run_id) return <span>–</span>
        const elsewhere = runs && !runOf(version) ? runLinkUrl(version.run_link) : undefined
        return (
          <WholeLink
            text={runName(version)}
            what="Run name"
            to={elsewhere ?? paths.run(version.run_id)}
            hint={elsewhere ? `${version.run_id}, on another server` : version.run_id}
            width={112}
          />
        )
      },
    },
    ...metrics.map((key): Column<ModelVersion> => {
      const decimals = decimalsOf(
        [...(runs?.values() ?? [])].map(({ data }) => data.metrics?.find((metric) => metric.key === key)?.value),
      )
      return {
        id: `metrics.${key}`,
        header: metricHeader(key, tags) + valueSuffix(choice, key, tags),
        hint: [`Metric ${key} of the source run.`, metricWords(metricMeaning(key, tags)), valueHint(choice, key, tags)]
          .filter(Boolean)
          .join(' '),
        width: choice === 'last' ? 96 : 132, // room to say which value it is
        align: 'right',
        sortBy: (version) => numberOf(valueOf(version, key)),
        cell: (version) => <MetricValue value={valueOf(version, key)} what={key} decimals={decimals} />,
      }
    }),
    {
      id: 'description',
      header: 'Description',
      width: 130,
      sortBy: ({ description }) => firstLine(description) || undefined,
      cell: ({ description }) => <FirstLine of={description} width={130} />,
    },
    {
      id: 'tags',
      header: 'Tags',
      width: 136,
      sortBy: ({ tags }) => tagText(ownTags(tags)) || undefined,
      cell: ({ tags }) => <TagCell tags={ownTags(tags)} />,
    },
  ]
}

const tagText = (tags: readonly Tag[]) => tags.map(({ key, value }) => `${key} ${value}`).join(' ')
