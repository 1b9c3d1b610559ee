import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useMemo } from 'react'
import { useLocation } from 'react-router'
import type { SharedModel } from '#contract/accounts/shared.ts'
import { sharedQueries } from '../../api/access/shared-links.ts'
import { Page } from '../../ui/layout/Page.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { anyRich, MarkdownText } from '../../ui/markdown/MarkdownText.tsx'
import { Time } from '../../ui/text/Time.tsx'

/** What a view-only link shows of one model, to people without an account. */
export function SharedPage() {
  const link = useLocation().hash.slice(1)
  const { data: model, error, isPending } = useQuery(sharedQueries.model(link))
  return (
    <Box component="main" sx={{ maxWidth: 760, mx: 'auto', pt: { xs: 4, md: 12 } }}>
      <Typography color="textSecondary" sx={{ px: { xs: 4, md: 8 }, fontWeight: 600 }}>
        Modelshelf
      </Typography>
      <Page title={model?.name ?? 'Shared model'}>
        {isPending && <LoadingRows count={6} />}
        {error && !model && <ErrorNotice title="This link cannot be used" error={error} />}
        {model && <Shared model={model} />}
      </Page>
    </Box>
  )
}

function Shared({ model: { description, versions, history, expires } }: { model: SharedModel }) {
  const amongRich = useMemo(
    () => anyRich([description, ...versions.map((version) => version.description)]),
    [description, versions],
  )
  return (
    <div className="sections">
      {description && (
        <Suspense fallback={null}>
          <MarkdownText text={description} amongRich={amongRich} />
        </Suspense>
      )}
      <Section title="Versions">
        {versions.length === 0 && <Typography color="textSecondary">No versions yet.</Typography>}
        <Box component="ul" aria-label="Versions" sx={list}>
          {versions.map(({ version, current_stage, creation_timestamp, description: text, aliases }) => (
            <li key={version}>
              <Typography sx={{ fontWeight: 500, overflowWrap: 'anywhere' }}>
                Version {version}
                {current_stage !== 'None' && ` · ${current_stage}`}
                {aliases.map((alias) => ` · @${alias}`)}
              </Typography>
              <Typography variant="body2" color="textSecondary" component="div">
                Registered <Time ms={creation_timestamp} />
              </Typography>
              {text && (
                <Suspense fallback={null}>
                  <MarkdownText text={text} amongRich={amongRich} />
                </Suspense>
              )}
            </li>
          ))}
        </Box>
      </Section>
      {history.length > 0 && (
        <Section title="History">
          <Box component="ul" aria-label="History" sx={list}>
            {history.map(({ version, stage, since, until }) => (
              <li key={`${version} ${stage} ${since}`}>
                Version {version} · {stage}
                {since !== undefined && (
                  <>
                    {until === undefined ? ' · since ' : ' · from '}
                    <Time ms={since} />
                  </>
                )}
                {until !== undefined && (
                  <>
                    {since === undefined ? ' · until ' : ' to '}
                    <Time ms={until} />
                  </>
                )}
              </li>
            ))}
          </Box>
        </Section>
      )}
      <Typography variant="body2" color="textSecondary">
        This link shows the current state of one model. It expires <Time ms={expires} />.
      </Typography>
    </div>
  )
}

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  '& > li': { py: 2 },
  '& > li + li': { borderTop: 1, borderColor: 'divider' },
} as const
