import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import prettyBytes from 'pretty-bytes'
import type { LoggedModel } from '#contract/logged-models.ts'
import { loggedIdOf } from '#contract/model-uri.ts'
import type { MlModel } from '#contract/mlmodel.ts'
import type { Run } from '#contract/runs.ts'
import { BY_TAG, ownTags, tagValue } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { artifactQueries } from '../../../api/artifacts.ts'
import { loggedModelQueries } from '../../../api/logged-models.ts'
import { modelQueries } from '../../../api/models.ts'
import { runQueries } from '../../../api/runs.ts'
import { versionQueries } from '../../../api/versions.ts'
import { codeOf } from '../../../domain/changes/code.ts'
import { datasetsOf } from '../../../domain/changes/datasets.ts'
import { environmentOf } from '../../../domain/changes/environment.ts'
import { metricsOf, paramsOf } from '../../../domain/changes/measured.ts'
import { known, type Part, pending, unknown } from '../../../domain/changes/part.ts'
import { signatureTexts } from '../../../domain/changes/signature-texts.ts'
import { versionText } from '#contract/compared/versions-in.ts'
import { comparedGroups, type ComparedThing } from '../../../domain/compare/compared.ts'
import { firstMeanings } from '../../../domain/metrics/first-meanings.ts'
import { chosenModel, type ValueChoice } from '../../../domain/metrics/metric-value.ts'
import { useChosenRuns } from '../../../parts/metrics/use-chosen-runs.ts'
import { factsOf } from '../../../domain/runs/run-facts.ts'
import { exactTime, isTime } from '../../../ui/text/time.ts'
import { measuredOf, partOfRun } from '../changes/use-measured.ts'

/** What is known of versions of one or several models, in their order. */
export function useComparedVersions(ids: readonly VersionId[], choice: ValueChoice) {
  const names = [...new Set(ids.map(({ name }) => name))]
  const { models, meanings, ...modelsRead } = useQueries({
    queries: names.map((name) => modelQueries.detail(name)),
    combine: (results) => {
      const isPending = results.some((one) => one.isPending)
      const all = results.map(({ data }, at) => ({ name: names[at] ?? '', tags: data?.tags, aliases: data?.aliases }))
      // Only when all are read: which of them arrives first decides nothing.
      return { models: all, meanings: firstMeanings(isPending ? [] : all), isPending }
    },
  })
  const versions = useQueries({ queries: ids.map((id) => versionQueries.detail(id)) })
  const runIds = versions.map(({ data }) => data?.run_id ?? '')
  const askedRuns = eachOnce(runIds)
  const runs = useQueries({ queries: askedRuns.map((id) => runQueries.detail(id)) })
  const loggedIds = versions.map(({ data }) => (data ? loggedIdOf(data) : ''))
  const askedLogged = eachOnce(loggedIds)
  const logged = useQueries({ queries: askedLogged.map((id) => loggedModelQueries.detail(id)) })
  // Every server gives the files of a version by its name, wherever they are.
  const files = useQueries({ queries: ids.map((owner) => artifactQueries.mlmodel({ owner, path: '' })) })
  const known = runs.flatMap(({ data }) => data ?? [])
  const { tags } = meanings
  const keys = [...new Set(known.flatMap(({ data }) => data.metrics?.map(({ key }) => key) ?? []))]
  const { runs: valued, ...read } = useChosenRuns(known, { choice, keys, tags })
  const things = ids.map((id, index): ComparedThing => {
    const aliases = models[names.indexOf(id.name)]?.aliases?.filter(({ version }) => version === id.version)
    return {
      id: versionText(id),
      choice,
      tags,
      sortKeys: new Map(
        [
          ['Registration.Registered', versions[index]?.data?.creation_timestamp] as const,
          ['Environment.Size', files[index]?.data?.size] as const,
        ].flatMap(([row, amount]) => (amount === undefined ? [] : [[row, amount]])),
      ),
      parts: partsOf(id, {
        version: versions[index],
        run: runs[askedRuns.indexOf(runIds[index] ?? '')],
        valued: valued.find(({ info }) => info.run_id === runIds[index]),
        model: logged[askedLogged.indexOf(loggedIds[index] ?? '')],
        file: files[index],
        aliases: (aliases ?? []).map(({ alias }) => `@${alias}`),
        choice,
        tags,
      }),
    }
  })
  return { things, choice, read: { ...read, isPending: read.isPending || modelsRead.isPending }, runs: known, meanings }
}

/** Versions may be of one run or logged model, or have none. */
const eachOnce = (ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => id !== '')

type Read = {
  version: UseQueryResult<ModelVersion> | undefined
  run: UseQueryResult<Run> | undefined
  /** The run with the chosen values of its metrics. */
  valued: Run | undefined
  model: UseQueryResult<LoggedModel> | undefined
  file: UseQueryResult<MlModel | null> | undefined
  aliases: readonly string[]
  choice: ValueChoice
  tags: readonly Tag[] | undefined
}

function partsOf(
  id: VersionId,
  { version, run, valued, model, file, aliases, choice, tags }: Read,
): ComparedThing['parts'] {
  const which = `${id.name} version ${id.version}`
  if (!version?.data) {
    const part = version?.error ? unknown(`${which} could not be loaded: ${version.error.message}`) : pending
    return Object.fromEntries(comparedGroups.map((group) => [group, part])) as ComparedThing['parts'] // each has one
  }
  const runPart = run ? partOfRun(run, which) : unknown(`${which} has no source run.`)
  const measured = measuredOf(runPart, model, which)
  const files = partOfFile(file, which)
  return {
    Metrics: mapped(measured, (value) =>
      metricsOf(valued ?? value.run, value.model && chosenModel(value.model, choice, tags)),
    ),
    Parameters: mapped(measured, (value) => paramsOf(value.run, value.model)),
    Signature: mapped(files, (value) => (value.signature ? signatureTexts(value.signature) : new Map())),
    Datasets: mapped(runPart, datasetsOf),
    Code: mapped(runPart, codeTexts),
    Environment: mapped(files, sizedEnvironment),
    Registration: known(registered(version.data, aliases)),
    Tags: known(new Map(ownTags(version.data.tags).map(({ key, value }) => [key, value]))),
  }
}

function partOfFile(file: Read['file'], which: string): Part<MlModel> {
  if (file?.data) return known(file.data)
  if (file?.data === null) return unknown(`${which} has no MLmodel file.`)
  return file?.error ? unknown(`The files of ${which} could not be read: ${file.error.message}`) : pending
}

const mapped = <From, To>(part: Part<From>, map: (value: From) => To): Part<To> =>
  part.state === 'known' ? known(map(part.value)) : part

const sizedEnvironment = (model: MlModel) =>
  model.size === undefined ? environmentOf(model) : environmentOf(model).set('Size', prettyBytes(model.size))

function codeTexts(run: Run): Map<string, string> {
  const facts = factsOf(run)
  return new Map([...(facts.commit ? [['Git commit', facts.commit] as const] : []), ...codeOf(facts)])
}

function registered(version: ModelVersion, aliases: readonly string[]): Map<string, string> {
  const { current_stage = 'None', creation_timestamp: at, description = '', tags } = version
  const facts = {
    Stage: current_stage,
    Aliases: aliases.toSorted().join(', '),
    Registered: at !== undefined && isTime(at) ? exactTime(at) : '',
    'Registered by': tagValue(tags, BY_TAG) ?? '',
    Description: description,
  }
  return new Map(Object.entries(facts).filter(([, value]) => value !== ''))
}
