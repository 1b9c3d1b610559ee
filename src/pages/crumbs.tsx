import { useQueries, useQuery } from '@tanstack/react-query'
import { sections } from '#contract/pages.ts'
import { experimentQueries } from '../api/experiments.ts'
import { loggedModelQueries } from '../api/logged-models.ts'
import { runQueries } from '../api/runs.ts'
import { paths } from '../paths.ts'
import { experimentIds } from '../route-params.ts'
import { shortId } from '../ui/text/short-id.ts'
import { type Crumb, Trail } from '../ui/layout/Trail.tsx'
import type { Handle } from './TopBar.tsx'

/** Breadcrumbs that need only the URL. */
export const crumbs = (of: (params: Record<string, string | undefined>) => Crumb[]): Handle => ({
  Crumbs: ({ params }) => <Trail crumbs={of(params)} />,
})

export const modelsCrumb: Crumb = { text: sections.models, to: paths.models() }
export const settingsCrumb: Crumb = { text: sections.settings, to: paths.settings() }
export const webhooksCrumb: Crumb = { text: 'Webhooks', to: paths.webhooks() }
export const experimentsCrumb: Crumb = { text: sections.experiments, to: paths.experiments() }

// The other crumbs share their queries with the page below, so they send no request of their own.

/** Experiments / <names> */
export const runsCrumbs: Handle = {
  Crumbs({ params: { ids = '' } }) {
    const wanted = experimentIds(ids)
    const found = useQueries({ queries: wanted.map((id) => experimentQueries.detail(id)) })
    const names = wanted.map((id, index) => found[index]?.data?.name ?? `Experiment ${id}`)
    const isPending = found.some((query) => query.isPending)
    return <Trail crumbs={[experimentsCrumb, { text: isPending ? undefined : names.join(', ') }]} />
  },
}

/** Experiments / <experiment> / <run> */
export const runCrumbs: Handle = {
  Crumbs({ params: { runId = '' } }) {
    const run = useQuery({ ...runQueries.detail(runId), enabled: false }).data
    const parent = useExperimentCrumb(run?.info.experiment_id)
    return <Trail crumbs={[experimentsCrumb, ...parent, { text: run?.info.run_name || shortId(runId) }]} />
  },
}

/** Experiments / <experiment> / <logged model> */
export const loggedModelCrumbs: Handle = {
  Crumbs({ params: { modelId = '' } }) {
    const model = useQuery({ ...loggedModelQueries.detail(modelId), enabled: false }).data
    const parent = useExperimentCrumb(model?.info.experiment_id)
    return <Trail crumbs={[experimentsCrumb, ...parent, { text: model?.info.name || shortId(modelId) }]} />
  },
}

function useExperimentCrumb(id = ''): Crumb[] {
  const { data, isError } = useQuery({ ...experimentQueries.detail(id), enabled: id !== '' })
  const text = data?.name ?? (isError ? `Experiment ${id}` : undefined)
  return id ? [{ text, to: paths.runs([id]) }] : []
}
