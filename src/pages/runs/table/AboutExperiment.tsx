import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import type { Experiment } from '#contract/experiments.ts'
import { NOTE_TAG, tagValue } from '#contract/tags.ts'
import { useMay } from '../../../api/access/access.ts'
import { useDeleteExperimentTag, useSetExperimentTag } from '../../../api/experiments.ts'
import type { TextChange } from '../../../api/writes/unchanged.ts'
import { DescriptionEditor } from '../../../parts/DescriptionEditor.tsx'
import { TagsEditor } from '../../../parts/TagsEditor.tsx'
import { TwoColumns } from '../../../ui/layout/TwoColumns.tsx'
import { Fact, Facts } from '../../../ui/layout/Facts.tsx'
import { Id } from '../../../ui/text/Id.tsx'
import { LocationFact } from '../../../ui/layout/LocationFact.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { Time } from '../../../ui/text/Time.tsx'

/** An experiment's description, facts and tags, edited in place. */
export function AboutExperiment({ experiment }: { experiment: Experiment }) {
  const { experiment_id, artifact_location, tags } = experiment
  const { edit } = useMay({ experiment_id })
  const setTag = useSetExperimentTag(experiment_id)
  const deleteTag = useDeleteExperimentTag(experiment_id)
  const saveNote = {
    ...setTag,
    mutateAsync: ({ text }: TextChange) =>
      setTag.mutateAsync({ key: NOTE_TAG, value: text, was: tagValue(tags, NOTE_TAG) ?? null }),
  }
  return (
    <Box role="region" aria-label="About this experiment" sx={{ borderBottom: 1, borderColor: 'divider', pb: 5 }}>
      <TwoColumns
        aside={
          <Stack spacing={5}>
            <Facts>
              <Fact name="Experiment ID">
                <Id value={experiment_id} what="experiment ID" />
              </Fact>
              <LocationFact uri={artifact_location} />
              <Fact name="Created">
                <Time ms={experiment.creation_time} />
              </Fact>
              <Fact name="Updated">
                <Time ms={experiment.last_update_time} />
              </Fact>
            </Facts>
            <Section title="Tags">
              <TagsEditor tags={tags} set={setTag} remove={deleteTag} isReadOnly={!edit} />
            </Section>
          </Stack>
        }
      >
        <DescriptionEditor
          text={tagValue(tags, NOTE_TAG)}
          save={edit ? saveNote : undefined}
          hint="No description yet. Say what question these runs answer and what you found."
        />
      </TwoColumns>
    </Box>
  )
}
