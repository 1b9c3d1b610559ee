import Button from '@mui/material/Button'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { placeUri } from '#contract/model-uri.ts'
import { defaultUploadExperiment } from '../../api/uploads.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { CloseButton, WriteDialog } from '../../ui/forms/WriteDialog.tsx'
import type { Candidate } from '../register/candidate.ts'
import { RegisterFields } from '../register/RegisterFields.tsx'
import { FolderDrop, useFolderDrop } from './FolderDrop.tsx'
import type { PickedFolder } from './picked-folder.ts'
import { UploadProgress } from './UploadProgress.tsx'
import { useUpload } from './use-upload.ts'
import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { accessQueries, mayOf } from '../../api/access/access.ts'
import { experimentQueries } from '../../api/experiments.ts'

/** Uploads a model folder that is in no run, then registers it. */
export function UploadModelDialog({ onClose }: { onClose: () => void }) {
  const [folder, setFolder] = useState<PickedFolder>()
  const [experiment, setExperiment] = useState(defaultUploadExperiment)
  const target = experiment.trim() || defaultUploadExperiment()
  const { items, isRunning, error, arrivedAt, start, resume } = useUpload()
  const drop = useFolderDrop(!folder, (picked) => {
    setFolder(picked)
    start(picked, target)
  })
  return (
    <WriteDialog
      // Clicking outside the dialog does not cancel an upload.
      onClose={(reason) => (reason === 'backdropClick' && folder ? undefined : onClose())}
      aria-labelledby="upload-model"
      {...drop.handlers}
    >
      <DialogTitle id="upload-model">{arrivedAt ? 'Register uploaded model' : 'Upload a model folder'}</DialogTitle>
      {arrivedAt && folder ? (
        <>
          <Typography variant="body2" color="textSecondary" sx={{ px: 6, pb: 4, mt: -2 }}>
            Upload complete. The files are in a run of the experiment “{target}”, even if you don’t register them now.
          </Typography>
          <RegisterFields candidates={[candidateAt(arrivedAt, folder.name)]} onClose={onClose} />
        </>
      ) : (
        <>
          <DialogContent dividers>
            {!folder && <FolderDrop isOver={drop.isOver} problem={drop.problem} onChoose={drop.choose} />}
            {folder && <UploadProgress items={items} />}
            {/* The run is in its experiment from the first file on. */}
            {(!folder || error?.isAtStart) && <ExperimentField name={experiment} onChange={setExperiment} />}
            {error && (
              <ErrorNotice
                title={error.isAtStart ? 'The upload could not start' : 'The upload could not be finished'}
                error={error.cause}
              />
            )}
          </DialogContent>
          <DialogActions>
            {/* Closing the dialog cancels the upload. */}
            <CloseButton />
            {folder && !isRunning && (
              <Button variant="contained" onClick={() => resume(folder.name, target)}>
                {error ? 'Try again' : 'Retry failed files'}
              </Button>
            )}
          </DialogActions>
        </>
      )}
    </WriteDialog>
  )
}

function candidateAt(at: { run_id: string; uri: string; path: string }, label: string): Candidate {
  const place = { owner: { run_id: at.run_id }, path: at.path }
  return { label, uri: placeUri(place), source: at.uri, run_id: at.run_id, place }
}

/** The experiment for an upload's run: an existing one, or the name of a new one. */
function ExperimentField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const { data } = useInfiniteQuery(
    experimentQueries.pages({ filter: '', order: 'last_update_time DESC', view: 'ACTIVE_ONLY' }),
  )
  const experiments = data?.pages.flatMap((page) => page.experiments) ?? []
  const rights = useQueries({ queries: experiments.map((experiment) => accessQueries.may(experiment)) })
  const names = experiments.filter((_, index) => mayOf(rights[index]?.data).edit).map((experiment) => experiment.name)
  return (
    <Autocomplete
      freeSolo
      options={[...new Set(names)]}
      inputValue={name}
      onInputChange={(_event, next) => onChange(next)}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Experiment"
          margin="normal"
          helperText="The files go into a new run in this experiment."
        />
      )}
    />
  )
}
