import { Page } from '../../ui/Page.tsx'

export function ModelPage() {
  return <Page title="Model">{null}</Page>
}
