import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import { lazy, Suspense, useState } from 'react'
import { useSearchParams } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Pill, Pills } from '../../ui/Pill.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { appliedParts, modelFilterProblem } from './model-filter.ts'
import { ModelList } from './ModelList.tsx'

const CreateModelDialog = lazy(async () => ({ default: (await import('./CreateModelDialog.tsx')).CreateModelDialog }))

export function ModelsPage() {
  const [params, setParams] = useSearchParams()
  const [isCreating, setCreating] = useState(false)
  const text = params.get('q') ?? ''
  const search = (q: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (q) next.set('q', q)
      else next.delete('q')
      return next
    })
  const parts = appliedParts(text)
  return (
    <Page
      title="Models"
      heading="Registered models"
      actions={
        <Button variant="contained" onClick={() => setCreating(true)}>
          Create model
        </Button>
      }
    >
      <Stack spacing={3}>
        <Box sx={{ display: 'flex' }}>
          <SearchBox
            label="Search models"
            placeholder="Words of the name, or name ILIKE '%taxi%' AND tags.team = 'rides'"
            value={text}
            onApply={search}
            check={modelFilterProblem}
          />
        </Box>
        {parts.length > 0 && (
          <Pills label="Applied search">
            {parts.map((part, index) => (
              <Pill
                key={index}
                title={part.text}
                removeLabel={`Remove ${part.text}`}
                onRemove={() => search(part.rest)}
              >
                {part.text}
              </Pill>
            ))}
          </Pills>
        )}
        {modelFilterProblem(text) ? (
          <EmptyState title="This search cannot be read">What is wrong is marked under the search box.</EmptyState>
        ) : (
          <ModelList text={text} />
        )}
      </Stack>
      {isCreating && (
        <Suspense fallback={null}>
          <CreateModelDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Page>
  )
}
