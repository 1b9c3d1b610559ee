import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { completions } from '#contract/filter/filter-completion.ts'
import { seenTags } from '#contract/filter/filter-key.ts'
import { useServerRights } from '../../api/access/access.ts'
import { knownExperiments } from '../../api/experiments.ts'
import { searchProblem } from '../../grammar-search.ts'
import { useUrlParams, withParam } from '../../url-params.ts'
import { Page } from '../../ui/layout/Page.tsx'
import { MeantSearch } from '../../parts/search/MeantSearch.tsx'
import { SearchBox } from '../../ui/search/SearchBox.tsx'
import { UnreadableSearch } from '../../ui/search/UnreadableSearch.tsx'
import { LifecycleSwitch } from '../../domain/runs/LifecycleSwitch.tsx'
import { viewOf } from '../../domain/runs/view-of.ts'
import { ExperimentList } from './ExperimentList.tsx'
import { onDemand } from '../../ui/feedback/on-demand.tsx'

const CreateExperimentDialog = onDemand(
  async () => (await import('./CreateExperimentDialog.tsx')).CreateExperimentDialog,
)

export function ExperimentsPage() {
  const [params, setParams] = useUrlParams()
  const [isCreating, setCreating] = useState(false)
  const { create } = useServerRights()
  const client = useQueryClient()
  const text = params.get('q') ?? ''
  const view = viewOf(params)
  const set = (key: string, value: string) => setParams((before) => withParam(before, key, value))
  const seen = () => seenTags(knownExperiments(client))
  return (
    <Page
      title="Experiments"
      actions={
        create && (
          <Button variant="contained" onClick={() => setCreating(true)}>
            Create experiment
          </Button>
        )
      }
    >
      <Stack sx={{ gap: 3 }}>
        <Stack direction={{ xs: 'column', md: 'row' }} spacing={3} sx={{ alignItems: 'flex-start' }}>
          <SearchBox
            label="Search experiments"
            placeholder="Search, or filter: tags.team = 'rides'"
            value={text}
            onApply={(q) => set('q', q)}
            check={(typed) => searchProblem('experiments', typed)}
            renderOffer={(typed, onSearch) => (
              <MeantSearch grammar="experiments" text={typed} seen={seen} onSearch={onSearch} />
            )}
            complete={(typed) => completions('experiments', typed, seen())}
          />
          <LifecycleSwitch label="Experiments to show" value={view} onChange={(next) => set('view', next)} />
        </Stack>
        {searchProblem('experiments', text) ? (
          <UnreadableSearch />
        ) : (
          <ExperimentList key={view} text={text} view={view} />
        )}
      </Stack>
      {isCreating && <CreateExperimentDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}
