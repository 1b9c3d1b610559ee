import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useId, useState } from 'react'
import type { ModelVersion } from '#contract/versions.ts'
import { wantedOf } from '#contract/compared/against.ts'
import type { Part } from '../../../domain/changes/part.ts'
import { dossierName, type Dossier } from '../../../domain/dossier/dossier.ts'
import { dossierHtml } from '../../../domain/dossier/dossier-html.ts'
import { valueIn } from '../../../domain/metrics/metric-value.ts'
import { ValueSelect } from '../../../parts/metrics/ValueSelect.tsx'
import { saveText } from '../../../parts/artifacts/save-target.ts'
import { toast } from '../../../ui/feedback/toast.ts'
import { useUrlParams } from '../../../url-params.ts'
import { useDossier, useMaker } from './use-dossier.ts'

type Props = { version: ModelVersion; onClose: () => void }

/** Reads everything about a version and saves it as one file to keep. */
export function DossierDialog({ version, onClose }: Props) {
  const id = useId()
  const [params] = useUrlParams()
  const [choice, setChoice] = useState(() => valueIn(params))
  const { dossier, waiting } = useDossier(version, wantedOf(params.get('against') ?? '', version.name), choice)
  const make = useMaker()
  const reasons = unreadIn(dossier)
  const save = () => {
    saveText(dossierHtml({ ...dossier, made: make() }), dossierName(version), 'text/html')
    toast({ text: `Dossier of version ${version.version} saved.` })
    onClose()
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={id}>
      <DialogTitle id={id}>Dossier of version {version.version}</DialogTitle>
      <DialogContent>
        <Typography gutterBottom>
          One HTML file to keep or print: registration, descriptions, metrics, parameters, signature, requirements,
          files with their hashes, code and data, the policy, every decision and comment, and the history of stages.
        </Typography>
        <Typography color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          <Against compared={dossier.compared} own={version} />
        </Typography>
        <Box sx={{ mt: 4 }}>
          <ValueSelect value={choice} onChoose={setChoice} />
        </Box>
        {reasons.length > 0 && (
          <Alert severity="warning" variant="outlined" sx={{ mt: 4, overflowWrap: 'anywhere' }}>
            The dossier will list these as missing: {reasons.join(' ')}
          </Alert>
        )}
        <Typography role="status" color="textSecondary" sx={{ mt: 4, minHeight: '1.5em' }}>
          {waiting > 0
            ? `Reading… ${waiting} ${waiting === 1 ? 'part' : 'parts'} left`
            : `Everything ${reasons.length > 0 ? 'else ' : ''}has been read.`}
        </Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={waiting > 0} onClick={save}>
          Save HTML
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Against({ compared, own }: { compared: Dossier['compared']; own: ModelVersion }) {
  if (typeof compared === 'string') return compared
  const { name, version } = compared.version
  return (
    <>
      Compared with{' '}
      {name !== own.name && (
        <>
          <bdi>{name}</bdi>{' '}
        </>
      )}
      version {version}. To compare with another, choose it in Changes first.
    </>
  )
}

/** Why parts of the dossier cannot be read. */
function unreadIn({ model, own, evidence, compared, reviews }: Omit<Dossier, 'made'>): string[] {
  const sides = typeof compared === 'string' ? [own] : [own, compared]
  const parts: Part<unknown>[] = [
    model,
    ...sides.flatMap((side) => [side.run, side.measured, side.model, side.libraries, side.files]),
    evidence,
    reviews.policy,
    reviews.stays,
    reviews.activities,
    ...reviews.checks.map(({ check }) => check),
  ]
  return [...new Set(parts.flatMap((part) => (part.state === 'unknown' ? part.why : [])))]
}
