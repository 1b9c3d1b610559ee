import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { Link as RouterLink, useLocation } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { versionBy } from '#contract/compared/version-by.ts'
import { USE_HASH } from '../../../paths.ts'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { useUrlParams, withParam } from '../../../url-params.ts'
import { askUsed } from './ask-used.ts'

const UseModel = onDemand(async () => (await import('../../../parts/use/UseModel.tsx')).UseModel)

type Props = { model: RegisteredModel; versions: readonly ModelVersion[] | undefined }

/** The code to use what is in Production or has an alias, on request, because it costs requests. */
export function ModelUse({ model, versions }: Props) {
  const [params] = useUrlParams()
  const { hash } = useLocation()
  const client = useQueryClient()
  const by = params.get('by')
  const version = by === null ? undefined : versionBy(by, model, versions ?? [])
  // Beside its code: opening it is not opening the page.
  useEffect(() => void (version && askUsed(client, version)), [client, version])
  if (versions?.length === 0) return null
  if (hash !== USE_HASH && by === null)
    return (
      <Section title="Use this model">
        {/* The parameter keeps it open: any other choice in the URL drops the fragment. */}
        <Button
          component={RouterLink}
          to={{ search: String(withParam(params, 'by', 'stage')), hash: USE_HASH }}
          replace
          preventScrollReset
        >
          Show code for Production and aliases
        </Button>
      </Section>
    )
  const loading = (
    <Section title="Use this model">
      <LoadingRows count={8} />
    </Section>
  )
  if (!versions) return loading
  return (
    <Suspense fallback={loading}>
      <UseModel model={model} versions={versions} />
    </Suspense>
  )
}
