import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import { lazy, Suspense, useState } from 'react'
import { useSearchParams } from 'react-router'
import { appliedParts, searchProblem } from '../../grammar-search.ts'
import { withParam } from '../../url-params.ts'
import { Page } from '../../ui/Page.tsx'
import { Pill, Pills } from '../../ui/Pill.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { UnreadableSearch } from '../../ui/UnreadableSearch.tsx'
import { ModelList } from './ModelList.tsx'

const CreateModelDialog = lazy(async () => ({ default: (await import('./CreateModelDialog.tsx')).CreateModelDialog }))

export function ModelsPage() {
  const [params, setParams] = useSearchParams()
  const [isCreating, setCreating] = useState(false)
  const text = params.get('q') ?? ''
  const search = (q: string) => setParams((before) => withParam(before, 'q', q))
  const parts = appliedParts('models', text)
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
      <Stack spacing={3} useFlexGap>
        <Box sx={{ display: 'flex' }}>
          <SearchBox
            label="Search models"
            placeholder="Words of the name, or name ILIKE '%taxi%' AND tags.team = 'rides'"
            value={text}
            onApply={search}
            check={(typed) => searchProblem('models', typed)}
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
        {searchProblem('models', text) ? <UnreadableSearch /> : <ModelList text={text} />}
      </Stack>
      {isCreating && (
        <Suspense fallback={null}>
          <CreateModelDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Page>
  )
}
