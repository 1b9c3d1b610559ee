import { ApiError, isPassing } from '#contract/errors.ts'
import type { VersionId } from '#contract/versions.ts'
import type { LiveFiles } from '../../../api/health/live-files.ts'
import { fileAdvice, type FileFaultKind, fileFaults } from '../../../domain/health/file-faults.ts'
import type { Finding, Findings } from '../../../domain/health/findings.ts'

type Words = {
  title: string
  good: string
  /** What was found differs from one version to another. */
  isSaid?: true
  /** Only looked for in MLflow models. */
  isOfModels?: true
}

const words: Record<FileFaultKind, Words> = {
  pickle: { title: 'Pickles in Production', good: 'No pickles in Production', isSaid: true },
  unpinned: {
    title: 'Without exact versions in Production',
    good: 'Exact versions of all libraries in Production',
    isSaid: true,
    isOfModels: true,
  },
  'not-a-model': { title: 'Not an MLflow model, in Production', good: 'Only MLflow models in Production' },
  'no-signature': {
    title: 'No signature in Production',
    good: 'Every version in Production has a signature',
    isOfModels: true,
  },
  'no-input-example': {
    title: 'No input example in Production',
    good: 'Every version in Production has an input example',
    isOfModels: true,
  },
}

/** What is wrong with the files of versions; of those in Production, also what is in them. */
export function fileFindings(read: readonly LiveFiles[], isLive: (id: VersionId) => boolean): Findings[] {
  const failed = read.flatMap((one) => ('error' in one ? [one] : []))
  const faults = read.flatMap((one) =>
    'files' in one && isLive(one.id) ? fileFaults(one.files).map((fault) => ({ ...fault, id: one.id })) : [],
  )
  // Of files that nobody has read, nothing is in order.
  const isWhole = !failed.some(({ id }) => isLive(id))
  const isListed = !read.some((one) => 'files' in one && isLive(one.id) && isCut(one.files))
  const isOnlyModels = !faults.some(({ kind }) => kind === 'not-a-model')
  const kinds = Object.keys(words) as FileFaultKind[]
  const unchecked = failed.filter(({ error }) => !isGone(error))
  return [
    {
      title: 'Missing files',
      advice: 'Clients cannot load these versions. Restore the files, or register the model again.',
      good: 'No files are missing',
      found: failed.filter(({ error }) => isGone(error)).map(saying),
    },
    ...kinds.map((kind) => {
      const { isSaid, title, good, isOfModels } = words[kind]
      const found = faults.filter((fault) => fault.kind === kind)
      return {
        title,
        ...(isWhole && (isOnlyModels || !isOfModels) && (isListed || kind !== 'pickle') && { good }),
        advice: fileAdvice[kind],
        found: found.map(({ id, text }) => (isSaid ? { ...id, text } : id)),
      }
    }),
    {
      title: 'Files not checked',
      advice: 'The server could not read them, or you have no access.',
      found: unchecked.map(saying),
      isPassing: unchecked.some(({ error }) => isPassing(error)),
    },
  ]
}

/** Of a folder with very many files not all are known, so their bytes are not either. */
const isCut = ({ isFolder, bytes }: { isFolder: boolean; bytes: number | undefined }) => isFolder && bytes === undefined

const saying = ({ id, error }: { id: VersionId; error: Error }): Finding => ({ ...id, text: error.message })

/** The server knows the place, and nothing is there; old servers answer 500 for it (docs/rest-contract.md §7.3). */
const isGone = (error: Error) => error instanceof ApiError && [400, 404, 500].includes(error.status)
