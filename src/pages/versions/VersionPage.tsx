import { Page } from '../../ui/Page.tsx'

export function VersionPage() {
  return <Page title="Version">{null}</Page>
}
