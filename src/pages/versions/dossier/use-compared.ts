import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { below, type Place, samePlace } from '#contract/model-uri.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { artifactQueries, type Content } from '../../../api/artifacts.ts'
import { versionQueries } from '../../../api/versions.ts'
import { type Reason, usualAgainst, type Wanted } from '#contract/compared/against.ts'
import { type FileChange, fileChanges, type FileVerdict } from '../../../domain/changes/files.ts'
import { type Part, valueOf } from '../../../domain/changes/part.ts'
import type { Compared, FileText, Side } from '../../../domain/dossier/dossier.ts'
import { FIRST_PART, type Kind, kindOf } from '#contract/files/file-kinds.ts'
import { useMeasured } from '../changes/use-measured.ts'
import { useModelParts } from '../changes/use-model-parts.ts'
import { useSizes, useVerdicts } from '../changes/use-files.ts'
import { hunksOf } from '../changes/hunks.ts'

export type ReadSide = Side & { place: Part<Place> }

/** What is read of a version. */
export function useSide(version: ModelVersion): ReadSide {
  const { run, measured } = useMeasured(version)
  const { model, libraries, place } = useModelParts(version)
  return { version, run, measured, model, libraries, place, files: useSizes(place) }
}

/** The version that `own` is compared with, as Changes does; or why there is none. `waiting` parts are not read yet. */
export function useCompared(own: ReadSide, wanted: Wanted): { compared: Compared | string; waiting: number } {
  const { version, reason, why } = useAgainst(own.version, wanted)
  const other = useSide(version ?? own.version) // the same queries again where there is none
  const { changes, isCut } = changesOf(other, own)
  const places = [valueOf(other.place), valueOf(own.place)] as const
  const { verdicts, left } = useVerdicts({ changes, isCut }, [other.version, own.version], places)
  const changed = changedTexts(changes, verdicts)
  const { texts, isReading } = useTexts(changed.shown, places)
  if (!version) return { compared: why ?? '', waiting: why === undefined ? 1 : 0 }
  const { place: _, ...side } = other
  const parts = [side.run, side.measured, side.model, side.libraries, side.files]
  return {
    compared: { ...side, reason, isOnePlace: isOnePlace(places), verdicts, texts, textsLeft: changed.left },
    waiting: parts.filter(({ state }) => state === 'pending').length + left + (isReading ? 1 : 0),
  }
}

type Against = { version?: ModelVersion; reason: Reason; why?: string }

function useAgainst(own: ModelVersion, wanted: Wanted): Against {
  const versions = useQuery(versionQueries.of(wanted.name))
  const usual = usualAgainst(own, versions.data ?? [])
  const version = wanted.version ?? usual?.version ?? ''
  const reason: Reason = wanted.version === undefined ? (usual?.reason ?? 'chosen') : 'chosen'
  const found = useQuery({ ...versionQueries.detail({ name: wanted.name, version }), enabled: version !== '' })
  if (found.data) return { version: found.data, reason }
  const failed = found.error ?? (version === '' ? versions.error : null)
  if (failed) return { reason, why: `The version to compare with could not be loaded: ${failed.message}` }
  if (version !== '' || !versions.isSuccess) return { reason }
  return { reason, why: 'This is the only version, so there is nothing to compare it with.' }
}

const isOnePlace = ([before, after]: readonly [Place | undefined, Place | undefined]) =>
  before !== undefined && after !== undefined && samePlace(before, after)

function changesOf(before: ReadSide, after: ReadSide): { changes: FileChange[]; isCut: boolean } {
  const [was, is] = [valueOf(before.files), valueOf(after.files)]
  if (!was || !is) return { changes: [], isCut: false }
  const isOne = isOnePlace([valueOf(before.place), valueOf(after.place)])
  return { changes: fileChanges(was.sizes, is.sizes, isOne), isCut: was.isCut || is.isCut }
}

/** Changed texts whose lines a dossier has: small ones, so that it stays a file that one can send. */
const MOST_TEXTS = 20
const LONGEST_TEXT = 100_000

const textual: readonly Kind[] = ['text', 'json', 'markdown', 'table', 'html', 'model']
const isTextual = (path: string) => textual.includes(kindOf(path))

function changedTexts(changes: readonly FileChange[], verdicts: ReadonlyMap<string, FileVerdict>) {
  const changed = changes.filter(
    ({ path, verdict }) => (verdicts.get(path) ?? verdict) === 'changed' && isTextual(path),
  )
  const shown = changed
    .filter(({ before = 0, after = 0 }) => Math.max(before, after) <= LONGEST_TEXT)
    .slice(0, MOST_TEXTS)
    .map(({ path }) => path)
  return { shown, left: changed.length - shown.length }
}

function useTexts(paths: readonly string[], places: readonly [Place | undefined, Place | undefined]) {
  const [was, is] = [useContents(paths, places[0]), useContents(paths, places[1])]
  const texts = paths.map((path, index): FileText => ({ path, lines: () => linesOf(path, was[index], is[index]) }))
  return { texts, isReading: [...was, ...is].some(({ isPending }) => isPending) }
}

const useContents = (paths: readonly string[], place: Place | undefined) =>
  useQueries({
    queries: place
      ? paths.map((path) => artifactQueries.content({ ...place, path: below(place.path, path) }, FIRST_PART))
      : [],
  })

function linesOf(path: string, was?: UseQueryResult<Content>, is?: UseQueryResult<Content>): Lines {
  const failed = was?.error ?? is?.error
  if (failed) return `The file could not be loaded: ${failed.message}`
  if (!was?.data || !is?.data) return 'The file was not loaded.'
  const lines = hunksOf(path, was.data, is.data) ?? 'There are too many differences to show line by line.'
  return lines.length === 0 ? 'The same text in another encoding.' : lines
}

type Lines = ReturnType<FileText['lines']>
