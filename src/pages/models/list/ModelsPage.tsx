import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link as RouterLink } from 'react-router'
import { completions } from '#contract/filter/filter-completion.ts'
import { seenTags } from '#contract/filter/filter-key.ts'
import { useServerRights } from '../../../api/access/access.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { knownLists } from '../../../api/models.ts'
import { paths } from '../../../paths.ts'
import { appliedParts, narrowed, searchProblem } from '../../../grammar-search.ts'
import { useUrlParams, withParam } from '../../../url-params.ts'
import { Page } from '../../../ui/layout/Page.tsx'
import { MeantSearch } from '../../../parts/search/MeantSearch.tsx'
import { SearchBox } from '../../../ui/search/SearchBox.tsx'
import { UnreadableSearch } from '../../../ui/search/UnreadableSearch.tsx'
import { ModelList } from './ModelList.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { OWNER_TAG } from '#contract/tags.ts'
import { usePersonName } from '../../../api/caller/person-name.ts'
import { FilterChip } from '../../../ui/search/FilterChip.tsx'
import { Pill } from '../../../ui/text/Pill.tsx'
import { tagClause } from './tag-clause.ts'
import { WhatIsSearched } from './WhatIsSearched.tsx'

const RegisterByUriDialog = onDemand(
  async () => (await import('../../../parts/register/RegisterByUriDialog.tsx')).RegisterByUriDialog,
)
const UploadModelDialog = onDemand(
  async () => (await import('../../../parts/upload/UploadModelDialog.tsx')).UploadModelDialog,
)
const CreateModelDialog = onDemand(async () => (await import('./CreateModelDialog.tsx')).CreateModelDialog)

export function ModelsPage() {
  const [params, setParams] = useUrlParams()
  const [asking, setAsking] = useState<'create' | 'uri' | 'upload'>()
  const { create, register } = useServerRights()
  const close = () => setAsking(undefined)
  const client = useQueryClient()
  const text = params.get('q') ?? ''
  const search = (q: string) => setParams((before) => withParam(before, 'q', q))
  const seen = () => seenTags(...knownLists(client))
  return (
    <Page
      title="Models"
      heading="Registered models"
      actions={
        <Stack direction="row" spacing={2}>
          {serverInfo.capabilities.uploads && create && (
            <Button onClick={() => setAsking('upload')}>Upload a model</Button>
          )}
          {register && <Button onClick={() => setAsking('uri')}>Register by URI</Button>}
          {create && (
            <Button variant="contained" onClick={() => setAsking('create')}>
              Create model
            </Button>
          )}
        </Stack>
      }
    >
      <Stack sx={{ gap: 3 }}>
        <Box sx={{ display: 'flex' }}>
          <SearchBox
            label="Search models"
            placeholder="Search everything, or filter: tags.team = 'rides'"
            value={text}
            onApply={search}
            complete={(typed) => completions('models', typed, seen())}
            check={(typed) => searchProblem('models', typed)}
            renderOffer={(typed, onSearch) => (
              <MeantSearch grammar="models" text={typed} seen={seen} onSearch={onSearch} />
            )}
          />
          <WhatIsSearched />
        </Box>
        <ModelFilters text={text} onSearch={search} />
        {searchProblem('models', text) ? <UnreadableSearch /> : <ModelList text={text} />}
      </Stack>
      {asking === 'create' && <CreateModelDialog onClose={close} />}
      {asking === 'upload' && <UploadModelDialog onClose={close} />}
      {asking === 'uri' && <RegisterByUriDialog onClose={close} />}
    </Page>
  )
}

const stages = ['Production', 'Staging', 'Archived'] as const

/** Filters of the list: stage, owner, and the parts of the search itself. */
function ModelFilters({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const [params, setParams] = useUrlParams()
  const name = usePersonName()
  const mine = name && tagClause(OWNER_TAG, name)
  const parts = appliedParts('models', text)
  const isMine = parts.find((part) => part.text === mine)
  const set = (key: string, value: string) => setParams((before) => withParam(before, key, value))
  return (
    <Box role="group" aria-label="Filters" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
      {stages.map((stage) => (
        <FilterChip
          key={stage}
          pressed={params.get('stage') === stage}
          onChange={(pressed) => set('stage', pressed ? stage : '')}
        >
          {stage === 'Archived' ? 'Has archived versions' : `In ${stage}`}
        </FilterChip>
      ))}
      {mine && (
        <FilterChip
          pressed={isMine !== undefined}
          onChange={() => onSearch(isMine ? isMine.rest : narrowed('models', text, mine))}
          title={`Owner is ${name}`}
        >
          Owned by me
        </FilterChip>
      )}
      {parts.map((part, index) => (
        <Pill key={index} title={part.text} removeLabel={`Remove ${part.text}`} onRemove={() => onSearch(part.rest)}>
          {part.text}
        </Pill>
      ))}
      <Box sx={{ ml: { md: 'auto' }, display: 'flex', flexWrap: 'wrap', columnGap: 6, rowGap: 1.5 }}>
        <Link component={RouterLink} to={paths.which()}>
          Which version is this?
        </Link>
        <Link component={RouterLink} to={paths.health()}>
          Registry health
        </Link>
      </Box>
    </Box>
  )
}
