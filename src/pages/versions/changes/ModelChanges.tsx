import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { requirementChanges } from '#contract/requirements/changes.ts'
import type { MlModel } from '#contract/mlmodel.ts'
import { valueOf } from '../../../domain/changes/part.ts'
import { type SignatureChange, signatureChanges } from '../../../domain/changes/signature.ts'
import { environmentChanges } from '../../../domain/changes/environment.ts'
import { requirementWords, signatureWords } from '../../../domain/changes/words.ts'
import { Missing } from './ChangeCells.tsx'
import { ChangeSection, type Shown } from './ChangeSection.tsx'
import { ChangeTable } from './ChangeTable.tsx'
import { textRows } from './text-rows.tsx'
import type { ModelParts } from './use-model-parts.ts'

type Props = Shown & { before: ModelParts; after: ModelParts }

/** How the signature differs, in words, and whether callers may fail. */
export function SignatureChanges({ before, after, names }: Props) {
  const [was, is] = [valueOf(before.model), valueOf(after.model)]
  const problems = [...new Set([was, is].flatMap((model) => model?.problems ?? []))]
  const hasNone = was !== undefined && is !== undefined && !was.signature && !is.signature
  return (
    <ChangeSection
      title="Signature"
      parts={[before.model, after.model]}
      isEmpty={hasNone}
      none="Neither version has a signature, so their inputs are unknown."
    >
      {problems.length > 0 && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 3, overflowWrap: 'anywhere' }}>
          {problems.join(' ')}
        </Alert>
      )}
      {was && is && <SignatureWords was={was} is={is} names={names} />}
    </ChangeSection>
  )
}

function SignatureWords({ was, is, names }: { was: MlModel; is: MlModel; names: Shown['names'] }) {
  if (!was.signature || !is.signature)
    return (
      <Typography variant="body2">
        {was.signature ? names[1] : names[0]} has no signature, so they cannot be compared.
      </Typography>
    )
  const changes = signatureChanges(was.signature, is.signature)
  const isBreaking = changes.some((change) => change.isBreaking)
  return (
    <>
      <Typography variant="body2" sx={{ fontWeight: 500, color: isBreaking ? 'error.main' : 'text.primary' }}>
        {signatureWords(changes)}
      </Typography>
      {changes.length > 0 && (
        <Box component="ul" aria-label="Signature changes" sx={list}>
          {changes.map((change) => (
            <SignatureLine key={`${change.what} ${change.name}`} change={change} />
          ))}
        </Box>
      )}
    </>
  )
}

const SignatureLine = ({ change: { what, name, more, isBreaking } }: { change: SignatureChange }) => (
  <li>
    {what} <code>{name}</code>
    {more && <>: {more}</>}
    {isBreaking && (
      <Box component="span" sx={{ color: 'error.main' }}>
        {' '}
        (breaking)
      </Box>
    )}
  </li>
)

const list = { typography: 'body2', my: 1, pl: 5, overflowWrap: 'anywhere' } as const

/** The packages that the models need, and which are no longer pinned. */
export function RequirementChanges({ before, after, ...shown }: Props) {
  const [was, is] = [valueOf(before.libraries), valueOf(after.libraries)]
  const { changes } = requirementChanges(was?.requirements ?? [], is?.requirements ?? [])
  const rows = changes.map(({ key, verdict, isUnpinned, ...change }) => ({
    key,
    before: change.before ?? <Missing isKnown={was !== undefined} />,
    after: change.after ?? <Missing isKnown={is !== undefined} />,
    difference: was !== undefined && is !== undefined && (
      <Box component="span" sx={{ color: verdict === 'looser' || isUnpinned ? 'warning.main' : 'text.secondary' }}>
        {requirementWords(verdict, isUnpinned)}
      </Box>
    ),
    isSame: verdict === 'same',
  }))
  const environment = environmentChanges([valueOf(before.model), valueOf(after.model)], [was, is])
  return (
    <>
      <ChangeSection
        title="Requirements"
        parts={[before.libraries, after.libraries]}
        isEmpty={rows.length === 0}
        none="Neither version lists requirements."
      >
        <ChangeTable
          label="Requirements"
          what={['package', 'packages']}
          difference="Difference"
          rows={rows}
          {...shown}
        />
      </ChangeSection>
      {environment.length > 0 && (
        <ChangeSection title="Environment" parts={[]} isEmpty={false} none="">
          <ChangeTable
            label="Environment"
            what={['entry', 'entries']}
            rows={textRows(environment, [before.model, after.model])}
            {...shown}
          />
        </ChangeSection>
      )}
    </>
  )
}
